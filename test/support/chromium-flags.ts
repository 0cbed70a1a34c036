/** What Chromium is started with, whatever drives it. */

const DISABLED = [
  // Pages of the address bar's popup, which each new window loads again: a fifth of the processor time of a run.
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"],
  // What Playwright disables: Chromium reads one list, and this one comes after Playwright's.
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"],
  ...["HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "AimEnabled"],
  ...["ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"],
  ...["NetworkTimeServiceQuerying", "PreconnectToSearch"],
];

/** Quiet on a closed network, and able to run as root in a container. */
const COMMON = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  `--disable-features=${DISABLED.join(",")}`,
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
