import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The harness is built like the site itself, so that the engine's worker and chunks are the real ones. */
export default defineConfig({
  root: here("."),
  base: "./",
  publicDir: here("../../public"),
  worker: { format: "es" },
  build: {
    target: "es2022",
    outDir: here("../../.cache/harness"),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1024,
    rolldownOptions: { input: [here("index.html"), here("react-host.html")] },
  },
});
