/** What Chromium is started with, whatever drives it. */

/** Quiet on a closed network, and able to run as root in a container. */
const COMMON = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

export const FLAGS = {
  /** WebGPU and WebGL, both emulated on the CPU. */
  gpu: [
    ...COMMON,
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--enable-unsafe-swiftshader",
    "--use-angle=swiftshader",
    "--ignore-gpu-blocklist",
  ],
  /** A machine without any GPU, real or imitated. */
  plain: [...COMMON, "--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"],
} as const;
