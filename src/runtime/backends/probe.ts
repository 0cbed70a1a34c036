/** Which GPUs this browser offers, found out on the page before TensorFlow.js is loaded. */
import type { Adapter } from "../api/types";

/** A driver that takes longer to give its name is not waited for. Milliseconds. */
const PROBE_MS = 3000;

const SOFTWARE = /swiftshader|llvmpipe|software|softpipe|basic render|lavapipe/i;

export interface GpuOffer {
  readonly webgpu: Adapter | undefined;
  readonly webgl: Adapter | undefined;
}

export async function probeGpus(): Promise<GpuOffer> {
  const nothing = new Promise<undefined>((resolve) => setTimeout(resolve, PROBE_MS, undefined));
  const webgpu = await Promise.race([probeWebGpu().catch(() => undefined), nothing]);
  return { webgpu, webgl: probeWebGl() };
}

async function probeWebGpu(): Promise<Adapter | undefined> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return undefined;
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(" ") || "unknown";
  return { name, software: Boolean(isFallbackAdapter) || SOFTWARE.test(`${name} ${architecture}`) };
}

/** As the workers will have it: WebKitGTK has WebGL in a canvas of the page, and none in a canvas off the screen. */
function probeWebGl(): Adapter | undefined {
  if (typeof OffscreenCanvas === "undefined") return undefined;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) return undefined;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  // Browsers keep only a few contexts alive; this one is no longer needed.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return { name, software: SOFTWARE.test(name) };
}
