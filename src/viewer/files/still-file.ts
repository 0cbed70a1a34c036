/** File name of a still of the gallery. */
export const stillFile = (model: string, seed: number): string => `${model}-${seed}.safetensors`;
