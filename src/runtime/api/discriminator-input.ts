import type { DiscriminatorInput, DiscriminatorRequest } from "./types";

/** A request as the discriminator takes it: bytes from 0 to 255 become numbers from -1 to 1. */
export function discriminatorInput({
  image,
  onProgress: _,
  signal: __,
  ...rest
}: DiscriminatorRequest): DiscriminatorInput {
  const numbers =
    image instanceof Float32Array ? image : Float32Array.from(image, (byte) => byte / 127.5 - 1);
  return { ...rest, image: numbers };
}
