/** Runs `compatibility/record.ts`, which says what it does. Through Vite, since what opens files imports addresses of binaries. */
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

await runnerImport(fileURLToPath(new URL("compatibility/record.ts", import.meta.url)));
// The engine's client holds timers.
process.exit();
