/** JSON that says which files hold which weights: TensorFlow.js's `model.json`, and the index of a checkpoint in shards. */
import { LensError } from "../../../model/errors";
import type { Checkpoint } from "../../checkpoint";
import { malformed, messageOf, type Reading } from "../reading";
import { readIndexed } from "./sharded";
import { readTfjs } from "./tfjs";

const MAX_JSON_BYTES = 1 << 25;
const MAX_DEPTH = 200;

/**
 * @param reading of the JSON
 * @param others the other files that were given
 * @param open opens one of them by itself
 * @throws LensError `checkpoint-shard` with the name of the first missing file; `checkpoint-unknown` where the JSON is another's
 */
export async function readDescribed(
  reading: Reading,
  others: readonly Reading[],
  open: (shard: Reading) => Promise<Checkpoint>,
): Promise<Checkpoint> {
  const { source, where } = reading;
  if (source.size > MAX_JSON_BYTES) throw malformed(where, `it has ${source.size} bytes, and is JSON`);
  const json = await parse(reading);
  if (typeof json === "object" && json !== null) {
    if ("weightsManifest" in json) return readTfjs(reading, json, others);
    if ("weight_map" in json) return readIndexed(reading, json.weight_map, others, open);
  }
  throw new LensError("checkpoint-unknown", { where });
}

async function parse({ source, where }: Reading): Promise<unknown> {
  const bytes = await source.read(0, source.size);
  refuseNesting(bytes, where);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw malformed(where, `it is not valid JSON (${messageOf(thrown)})`);
  }
}

/** Deep nesting would overflow the stack of whatever parses it. Brackets in texts are counted too, which does no harm. */
function refuseNesting(bytes: Uint8Array, where: string): void {
  let depth = 0;
  for (const byte of bytes) {
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > MAX_DEPTH) throw malformed(where, `it is nested more than ${MAX_DEPTH} deep`);
  }
}
