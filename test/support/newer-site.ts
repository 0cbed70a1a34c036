/** The site built once more, a little different, as after a change of its sources. */
import { build } from "vite";
import { projectPath } from "./files";

/** The newer page's heading. */
export const NEWER_TITLE = "SAGAN Lens, newer";

let built: Promise<string> | undefined;

/** Builds it, once. @returns its folder */
export function buildNewerSite(): Promise<string> {
  built ??= buildIt();
  return built;
}

async function buildIt(): Promise<string> {
  const outDir = projectPath(".cache/newer-site");
  await build({
    root: projectPath("."),
    configFile: projectPath("vite.config.ts"),
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
    plugins: [
      {
        name: "newer",
        enforce: "pre",
        transform(code, id) {
          if (!/\/src\/locales\/(?:en|ko)\/page\.ts$/.test(id)) return undefined;
          return code.replace('title: "SAGAN Lens"', `title: "${NEWER_TITLE}"`);
        },
      },
    ],
  });
  return outDir;
}
