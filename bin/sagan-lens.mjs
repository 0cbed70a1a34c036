#!/usr/bin/env node
/** `npx sagan-lens`: the command line. In a clone the library is built first where it has not been. */
import { existsSync } from "node:fs";

const inClone = existsSync(new URL("../src/", import.meta.url));
const ready = !inClone || (await (await import("../scripts/lib/library.mjs")).ensureLibrary());
if (ready) {
  const { main } = await import("../dist-lib/cli.js");
  process.exitCode = await main(process.argv);
} else process.exitCode = 1;
