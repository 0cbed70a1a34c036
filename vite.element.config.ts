import { defineConfig } from "vite";
import { pureCalls } from "./scripts/lib/pure-calls.mjs";
import { WORKER_CHUNKS } from "./scripts/lib/worker-chunks.mjs";

/** `dist/sagan-lens.js`: the element as one module for pages anywhere; what it needs for a generator lies under `dist/element/`. */
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [pureCalls()],
  worker: {
    format: "es",
    rolldownOptions: {
      output: {
        entryFileNames: "element/[name]-[hash].js",
        chunkFileNames: "element/[name]-[hash].js",
        assetFileNames: "element/[name]-[hash][extname]",
        codeSplitting: WORKER_CHUNKS,
      },
    },
  },
  build: {
    target: "es2022",
    emptyOutDir: false,
    chunkSizeWarningLimit: 1024,
    modulePreload: false,
    rolldownOptions: {
      input: { "sagan-lens": "src/element/public.ts" },
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "element/[name]-[hash].js",
        assetFileNames: "element/[name]-[hash][extname]",
      },
    },
  },
});
