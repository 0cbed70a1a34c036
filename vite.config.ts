import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { NO_THREADS } from "./scripts/lib/left-out.mjs";
import { offlineWorker } from "./scripts/lib/offline-worker.mjs";
import { contentSecurityPolicy } from "./scripts/lib/policy.mjs";
import { pureCalls } from "./scripts/lib/pure-calls.mjs";
import { stillViewer } from "./scripts/lib/still-viewer.mjs";
import { WORKER_CHUNKS } from "./scripts/lib/worker-chunks.mjs";

export default defineConfig({
  // Relative addresses: the built site works under any path.
  base: "./",
  plugins: [react(), pureCalls(), stillViewer(), contentSecurityPolicy(), offlineWorker()],
  resolve: { alias: NO_THREADS },
  worker: { format: "es", rolldownOptions: { output: { codeSplitting: WORKER_CHUNKS } } },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      input: ["index.html", "embed.html", "article.html", "learn.html"],
      // The build of the viewer inside of this one takes its second or two.
      checks: { pluginTimings: false },
    },
  },
  // TensorFlow.js is loaded on demand, late; found at the start, so that the development server does not reload for it.
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-backend-webgl",
      "@tensorflow/tfjs-backend-webgpu",
      "@noble/hashes/sha2.js",
    ],
  },
});
