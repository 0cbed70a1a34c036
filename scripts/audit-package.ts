/**
 * `npm run audit:package`: whether what is built could be published. Packs it, checks its size, its `package.json` with publint, and with
 * `@arethetypeswrong/cli` that each way to import it finds its types. Run `npm run build` first.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { projectPath } from "../test/support/files";
import { packPackage } from "./hosts/packed";
import { runPackage } from "./lib/run.mjs";

/** Bytes of the archive. */
const MOST = 12_000_000;

const folder = mkdtempSync(join(tmpdir(), "package-"));
let failed = false;
try {
  const archive = packPackage(folder);
  const { size } = statSync(archive);
  console.log(`${size.toLocaleString("en")} bytes packed, of ${MOST.toLocaleString("en")}`);
  if (size > MOST) failed = true;

  const manifest = JSON.parse(readFileSync(projectPath("package.json"), "utf8"));
  const tarball = new Uint8Array(readFileSync(archive)).buffer;
  const { messages } = await publint({ strict: true, pack: { tarball } });
  for (const message of messages)
    console.log(`publint: ${message.type}: ${formatMessage(message, manifest)}`);
  // Suggestions are shown, and no more.
  if (messages.some(({ type }) => type !== "suggestion")) failed = true;

  // All of it is ES modules, which Node 20.19 and newer loads in every way; older resolutions know no `exports`.
  const types = ["--profile", "esm-only", "--no-emoji", "--format", "ascii", archive];
  if ((await runPackage("@arethetypeswrong/cli/dist/index.js", types)) !== 0) failed = true;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
