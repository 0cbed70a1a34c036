/** `npm start`: installs what is missing, builds the site, serves it on this machine and opens it. */
import { ensureDependencies } from "./lib/dependencies.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { openBrowser } from "./lib/open-browser.mjs";
import { ROOT } from "./lib/run.mjs";

requireNode();
// Imported after the check: Node versions too old for it end with the sentence, not with an import error.
const { parseArgs } = await import("node:util");
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4173" },
    host: { type: "string", default: "localhost" },
    "no-open": { type: "boolean", default: false },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`--port ${values.port} is no port. Give a number from 1 to 65535.`);
  process.exit(1);
}

await ensureDependencies();
// Only now: Vite may just have been installed.
const { build, preview } = await import("vite");
await build({ root: ROOT, logLevel: "warn" });
await build({ root: ROOT, configFile: "vite.element.config.ts", logLevel: "warn" });
// Not strict: a port in use only means that the next free one is taken.
const server = await preview({
  root: ROOT,
  logLevel: "warn",
  preview: { port, host: values.host, strictPort: false },
});
const urls = server.resolvedUrls;
const address = urls?.local[0] ?? urls?.network[0] ?? `http://${values.host}:${port}/`;

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  await server.close();
  process.exit(0);
}
process.on("SIGINT", end);
process.on("SIGTERM", end);

console.log(`\nSAGAN Lens is running at ${address}\nPress Ctrl-C to end it.`);
if (!values["no-open"]) openBrowser(address);
