import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";
import { NO_THREADS } from "./scripts/lib/left-out.mjs";
import { offlineWorker } from "./scripts/lib/offline-worker.mjs";
import { pageChunks } from "./scripts/lib/page-chunks.mjs";
import { contentSecurityPolicy } from "./scripts/lib/policy.mjs";
import { pureCalls } from "./scripts/lib/pure-calls.mjs";
import { separatePage } from "./scripts/lib/separate-page.mjs";
import { stillViewer } from "./scripts/lib/still-viewer.mjs";
import { WORKER_CHUNKS } from "./scripts/lib/worker-chunks.mjs";

const LENS = "index.html";
const OTHER_PAGES = ["embed.html", "article.html", "learn.html", "compare.html"];

/** What the builds of all pages have. */
const ofEachPage = (): UserConfig => ({
  // Relative addresses: the built site works under any path.
  base: "./",
  plugins: [react(), pureCalls(), contentSecurityPolicy()],
  resolve: { alias: NO_THREADS },
  worker: { format: "es", rolldownOptions: { output: { codeSplitting: WORKER_CHUNKS } } },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1024,
    // The builds of the viewer and of a page inside of this one take their seconds.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});

const site = ofEachPage();
export default defineConfig({
  ...site,
  plugins: [site.plugins, stillViewer(), separatePage("atlas.html", ofEachPage), offlineWorker()],
  build: {
    ...site.build,
    rolldownOptions: {
      ...site.build?.rolldownOptions,
      input: [LENS, ...OTHER_PAGES],
      output: { codeSplitting: pageChunks(OTHER_PAGES) },
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
