import { rmSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { packagedWorkers } from "./scripts/lib/packaged-workers.mjs";
import { pureCalls } from "./scripts/lib/pure-calls.mjs";

/** The site's build empties the folder around it; where this build is run again alone, files of the one before would be packed. */
const emptied = (folder: string): Plugin => ({
  name: "emptied",
  apply: "build",
  buildStart: () => rmSync(folder, { recursive: true, force: true }),
});

/** `dist/sagan-lens.js`: the element as one module for pages anywhere; what it needs for a generator lies under `dist/element/`. */
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [pureCalls(), packagedWorkers("element"), emptied("dist/element")],
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
      // The builds of the workers inside of this one take their seconds.
      checks: { pluginTimings: false },
    },
  },
});
