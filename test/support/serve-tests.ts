/** The server behind the browser tests: the site under a deep path, the site with WebAssembly forbidden, the harness. */
import { HARNESS_PATH, NO_WASM_PATH, SITE_PATH, TEST_PORT } from "./addresses";
import { projectPath } from "./files";
import { serveFolders } from "./static-server";

await serveFolders(
  [
    { path: SITE_PATH, folder: projectPath("dist") },
    {
      path: NO_WASM_PATH,
      folder: projectPath("dist"),
      // 'wasm-unsafe-eval' is what is missing: WebAssembly does not compile.
      headers: { "Content-Security-Policy": "script-src 'self'" },
    },
    { path: HARNESS_PATH, folder: projectPath(".cache/harness") },
  ],
  TEST_PORT,
);
