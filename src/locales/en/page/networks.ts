/** The discriminator, the examples and the state of the engine, in English. */

export const discriminate = {
  back: "Back to the generated image",
  userImage: (model: string) => `A user's own image, scored by the discriminator of ${model}`,
};

export const training = { heading: "Training history" };

export const gallery = {
  heading: "Examples",
  item: (seed: number) => `Seed ${seed}`,
};

/** What the engine reports of the hardware without a GPU. */
const device = (adapter: string) => (adapter === "processor" ? "the CPU" : adapter);

export const engine = {
  heading: "Engine",
  download: (loaded: string, total: string) => `Loading the generator, ${loaded} of ${total} MB`,
  start: (backend: string) => `Starting ${backend}`,
  prepare: (loaded: string, total: string) => `Preparing the generator, ${loaded} of ${total} MB`,
  check: (backend: string) => `Checking ${backend} against PyTorch`,
  firstImage: (backend: string) => `Computing a first image on ${backend}`,
  left: (minutes: number, seconds: number) => {
    const parts = [...(minutes > 0 ? [`${minutes} min`] : []), ...(seconds > 0 ? [`${seconds} s`] : [])];
    return `About ${parts.join(" ")} left`;
  },
  cancel: "Cancel",
  retry: "Try again",
  best: "Use the best backend",
  stillsOnlyHint: "This image needs the generator. Without it, only the prepared images below can be shown.",
  stillsOnly: "Prepared images only",
  detail: (d: { adapter: string; image: string; beta: string; runs: number }) =>
    `Runs on ${device(d.adapter)}. Checked ${d.runs === 2 ? "twice" : `${d.runs} times`} against PyTorch's values. Largest error: ${d.image} in the image, ${d.beta} in beta.`,
  uncheckedDetail: (d: { adapter: string }) =>
    `Runs on ${device(d.adapter)}. Not checked: the file has no reference values. A first image was computed: its numbers are finite.`,
  passedOver: (backend: string, reason: string) => `${backend} was skipped: ${reason}`,
  waiting: "The image appears as soon as the generator is ready.",
  names: { webgpu: "WebGPU", webgl: "WebGL", wasm: "WASM", cpu: "JavaScript" },
};
