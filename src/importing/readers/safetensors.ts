/** safetensors of any writer: the header at once, tensors when they are asked for. */
import { LensError } from "../../model/errors";
import { MAX_HEADER_BYTES, readSafetensorsHeader } from "../../model/formats/safetensors";
import type { Checkpoint, CheckpointValue, Dtype } from "../checkpoint";
import { countOf, rowMajor } from "./layout";
import { NUMBER_BYTES } from "./numbers";
import { malformed, type Reading, shown } from "./reading";
import { partOf } from "./sources";
import { storedTensor } from "./stored";

const LENGTH_BYTES = 8;

/** @throws LensError `checkpoint-malformed`, `checkpoint-dtype` for numbers of eight bits and fewer, `checkpoint-too-large` */
export async function readSafetensorsFile(reading: Reading): Promise<Checkpoint> {
  const { source, where } = reading;
  const length = await source.read(0, LENGTH_BYTES);
  const claimed = new DataView(length.buffer, length.byteOffset).getBigUint64(0, true);
  if (claimed > BigInt(Math.min(MAX_HEADER_BYTES, source.size - LENGTH_BYTES))) {
    throw malformed(where, `its header claims ${claimed} bytes, more than the file can hold`);
  }
  const bodyStart = LENGTH_BYTES + Number(claimed);
  const { entries } = readSafetensorsHeader(await source.read(LENGTH_BYTES, bodyStart), (problem) =>
    malformed(where, problem),
  );
  const body = partOf(source, bodyStart, source.size - bodyStart);
  refuseOverlaps(where, entries);

  const tensors = new Map<string, CheckpointValue>();
  for (const [name, { dtype, shape, data_offsets }] of entries) {
    if (!isKnown(dtype)) {
      throw new LensError("checkpoint-dtype", { where, tensor: shown(name), dtype: shown(dtype) });
    }
    const [start, end] = data_offsets;
    const count = countOf(shape);
    if (count === undefined || end - start !== count * NUMBER_BYTES[dtype]) {
      throw malformed(
        where,
        `tensor ${name} takes ${end - start} bytes, which its shape [${shape}] does not fit`,
      );
    }
    if (end > body.size) throw malformed(where, `tensor ${name} ends at byte ${end} of ${body.size}`);
    const own = partOf(body, start, end - start);
    tensors.set(
      name,
      storedTensor(reading, {
        name,
        shape,
        strides: rowMajor(shape),
        encoding: { dtype, littleEndian: true },
        offset: 0,
        bytes: async () => own,
      }),
    );
  }
  return { name: source.name, format: "safetensors", root: { kind: "dict", entries: tensors } };
}

const isKnown = (dtype: string): dtype is Dtype => Object.hasOwn(NUMBER_BYTES, dtype);

/** Bytes that many tensors share would let a small file ask for much memory; the format forbids them. */
function refuseOverlaps(
  where: string,
  entries: readonly [string, { readonly data_offsets: [number, number] }][],
): void {
  const places = entries
    .map(([name, { data_offsets }]) => ({ name, from: data_offsets[0], to: data_offsets[1] }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  for (let i = 1; i < places.length; i++) {
    if (places[i].from < places[i - 1].to) {
      throw malformed(where, `tensors ${places[i - 1].name} and ${places[i].name} lie over each other`);
    }
  }
}
