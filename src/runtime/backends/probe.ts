/** Which GPUs this browser offers, asked on the page before any of TensorFlow.js is loaded. */
import type { Adapter } from "../api/types";

/** A driver that takes longer than this to name itself is not worth waiting for. */
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

function probeWebGl(): Adapter | undefined {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2");
  if (!gl) return undefined;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  // Browsers keep only a few contexts alive; this one has served.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return { name, software: SOFTWARE.test(name) };
}
