/** How the tests start Chromium. */
import { type Browser, chromium } from "@playwright/test";
import { findChromium } from "../../scripts/lib/chromium.mjs";

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

/** Path of the Chromium to use. @throws Error with what to do, when there is none */
export async function chromiumPath(): Promise<string> {
  const path = await findChromium();
  if (!path) throw new Error("No Chromium was found. Install one, or name it in CHROME_PATH.");
  return path;
}

export async function launchChromium(kind: keyof typeof FLAGS): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: [...FLAGS[kind]] });
}
