/**
 * `npm run fuzz`: opens damaged checkpoints of every format, and reads every tensor that they still have. One line for each format, with
 * `--json` as JSON; fails where a file takes over two seconds, makes buffers of more than four times its size, or is refused without a name.
 * `--count 10000` files of each format, `--seed 1`, `--format npz`; `--case 123` runs one case again and tells all.
 */
import { parseArgs } from "node:util";
import type { CheckpointFormat } from "../src/importing/checkpoint";
import { caseOf, FORMATS } from "./fuzz/formats";
import { fuzz, tryFiles } from "./fuzz/run";

const SLOW_MS = 2000;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    format: { type: "string" },
    case: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const formats = Object.keys(FORMATS) as CheckpointFormat[];
const wanted = formats.filter((format) => values.format === undefined || values.format === format);
if (wanted.length === 0) throw new Error(`--format is one of ${formats.join(", ")}`);

if (values.case !== undefined) {
  const files = caseOf(wanted[0], Number(values.seed), Number(values.case));
  console.log(files, await tryFiles(files));
} else {
  const cases = Array.from({ length: Number(values.count) }, (_, index) => index);
  for (const format of wanted) {
    const line = await fuzz(format, cases, Number(values.seed), SLOW_MS);
    if (values.json) console.log(JSON.stringify(line));
    else console.log(line);
    if (line.failures.length > 0) process.exitCode = 1;
  }
}
