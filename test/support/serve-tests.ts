/** The server behind the browser tests: the site under a deep path, the site with WebAssembly forbidden, the harness. */
import {
  ELSEWHERE_PATH,
  FOREIGN_PORT,
  GOLDEN_PATH,
  HARNESS_PATH,
  NO_WASM_PATH,
  SITE_PATH,
  TEST_PORT,
} from "./addresses";
import { projectPath } from "./files";
import { serveFolders } from "./static-server";

// First, since the tests begin when the other one answers.
await serveFolders([{ path: "/", folder: projectPath("test/pages") }], FOREIGN_PORT);
await serveFolders(
  [
    { path: SITE_PATH, folder: projectPath("dist") },
    {
      path: NO_WASM_PATH,
      folder: projectPath("dist"),
      // 'wasm-unsafe-eval' is what is missing: WebAssembly does not compile.
      headers: { "Content-Security-Policy": "script-src 'self'" },
    },
    {
      path: ELSEWHERE_PATH,
      folder: projectPath("dist"),
      headers: { "Access-Control-Allow-Origin": "*" },
    },
    // Checkpoints, as another folder of a host has them.
    { path: "/peers/", folder: projectPath("test/peers") },
    { path: HARNESS_PATH, folder: projectPath(".cache/harness") },
    { path: GOLDEN_PATH, folder: projectPath("test/golden") },
  ],
  TEST_PORT,
);
