/**
 * `npm run bench:full`: generators of the sizes that people really have. Writes their checkpoints itself (random numbers, no download),
 * opens each in the built site in Chromium and measures. `--json` prints a line for each; `--only NAME` one; `--scale 0.1` makes their
 * widths a tenth; `--site FOLDER` takes a site that is built already. Fails where a bound of memory, standstill or reload is not held.
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { build } from "vite";
import { SITE_PATH } from "../test/support/addresses";
import { projectPath } from "../test/support/files";
import { serveFolders } from "../test/support/static-server";
import { rounded } from "./bench/statistics";
import { FULL_CHECKPOINTS } from "./full/checkpoints";
import { measureFull } from "./full/measure";
import { fullCheckpointFile } from "./full/write";

/** The page without a model, and what every model adds. */
const PAGE_MB = 300;
const MOST_OVER_WEIGHTS = 2.5;
const MOST_RELOAD = 1.3;
const LONGEST_GAP_MS = 100;

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    scale: { type: "string", default: "1" },
    site: { type: "string" },
  },
});
const scale = Number(values.scale);
const { only } = values;
const chosen = FULL_CHECKPOINTS.filter(({ name }) => only === undefined || name.includes(only));
if (!(scale > 0 && scale <= 1) || chosen.length === 0) {
  console.error(
    `--scale is above 0 and at most 1; --only is part of one of: ${FULL_CHECKPOINTS.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}
if (values.site === undefined) await build({ root: projectPath("."), logLevel: "warn" });
const server = await serveFolders([{ path: SITE_PATH, folder: values.site ?? projectPath("dist") }]);
try {
  for (const checkpoint of chosen) {
    const { file, weightsMB } = fullCheckpointFile(checkpoint, scale);
    const load = loadavg()[0];
    const found = await measureFull(file, server.origin);
    const line = {
      name: checkpoint.name,
      weightsMB: rounded(weightsMB),
      keptMB: rounded(found.keptMB),
      firstImageMs: rounded(found.firstImageMs),
      firstImageOverRead: rounded(found.firstImageMs / found.readMs),
      longestGapMs: rounded(found.longestGapMs),
      peakMB: found.peakMB,
      peakOverWeights: rounded((found.peakMB - PAGE_MB) / weightsMB),
      seedMs: rounded(found.seedMs),
      reloadMs: rounded(found.reloadMs),
      reloadOverRead: rounded(found.reloadMs / found.keptReadMs),
      load: rounded(load),
      browser: found.browser,
    };
    console.log(values.json ? JSON.stringify(line) : line);
    const { longestGapMs, peakOverWeights, reloadOverRead } = line;
    const within =
      longestGapMs <= LONGEST_GAP_MS && peakOverWeights <= MOST_OVER_WEIGHTS && reloadOverRead <= MOST_RELOAD;
    if (!within) process.exitCode = 1;
  }
} finally {
  await server.close();
}
