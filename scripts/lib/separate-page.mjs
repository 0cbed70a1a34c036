/**
 * Builds a page on its own, beside the site. Modules that two pages share lie in chunks of their own, and each page more cuts the lens's
 * first load into more of them; what such a page shares with the others is therefore built a second time, but for the workers and
 * backends, whose files are the same ones.
 */
import { resolve } from "node:path";
import { build } from "vite";
import { ROOT } from "./run.mjs";

/**
 * @param {string} page in the project's folder
 * @param {() => import("vite").UserConfig} config of its build: what the site's own has, plugins for the whole site left out
 * @returns {import("vite").Plugin}
 */
export function separatePage(page, config) {
  let folder = "";
  return {
    name: `separate-page:${page}`,
    apply: "build",
    configResolved({ root, build: { outDir } }) {
      folder = resolve(root, outDir);
    },
    writeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        const own = config();
        await build({
          ...own,
          root: ROOT,
          configFile: false,
          publicDir: false,
          logLevel: "warn",
          build: {
            ...own.build,
            outDir: folder,
            emptyOutDir: false,
            rolldownOptions: { ...own.build?.rolldownOptions, input: page },
          },
        });
      },
    },
  };
}
