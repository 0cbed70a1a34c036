/** Opens files that the lens saved, images and generators: told apart by what is in them, never by their names. */
import * as v from "valibot";
import { kindOf } from "../../importing/readers/kind";
import { blobSource } from "../../importing/readers/sources";
import { LensError } from "../../model/errors";
import { readStill, type Still } from "../../model/formats/still";
import { imageKind } from "../../model/images/image-kind";
import { readHash } from "../../viewer/address/address";
import { readDirection } from "../../viewer/files/direction-file";
import { readSession, SESSION_FORMAT } from "../../viewer/files/session-file";
import type { LensState } from "../../viewer/state/lens-state";
import { type ImageRecipe, sameRecipe } from "../../viewer/state/recipe";
import { GENERATOR_ON_SHOW } from "../../viewer/state/user-image";
import { imageFromStill } from "../../viewer/views/image";
import { stopWalk } from "../collection/playing";
import { addDirection } from "../collection/saved-images";
import { viewer } from "../engine/viewer";
import { addNotice } from "../store/notices";
import { beginStep, endStep, useStore } from "../store/store";
import { openUserImage } from "./user-image";

const MEGABYTE = 1e6;
/** A still of 64 x 64 cells at depth 64 with two sites has 5 MB. */
const MOST_BYTES = 64 * MEGABYTE;
const BRACE = 0x7b;
/** Bytes of a safetensors file before its header, which is JSON. */
const LENGTH_BYTES = 8;

export type FileKind = "session" | "still" | "direction" | "tour" | "image" | "generator";

/** What is needed of a `File`. */
export type OpenedFile = Pick<File, "name" | "size" | "arrayBuffer">;

/**
 * Opens files that a person gave together. Those of a generator belong to one; every other is opened by itself.
 * @returns what the last of them was, `undefined` for a bad one
 */
export async function openFiles(files: readonly File[]): Promise<FileKind | undefined> {
  const models = new Set<File>();
  for (const file of files) if (await isModel(file)) models.add(file);
  // Beside a description of layers, what is nothing else is its weights.
  const described = files.length > 1 && models.size > 0;
  let opened: FileKind | undefined;
  for (const file of files) {
    if (models.has(file)) continue;
    if (described && (await isUnknown(file))) models.add(file);
    else opened = await openFile(file);
  }
  if (models.size === 0) return opened;
  try {
    const { importFiles } = await import("./importing");
    void importFiles([...models].map((file) => ({ name: file.name, blob: file })));
    return "generator";
  } catch {
    addNotice(new LensError("file-unreachable", { file: "importing" }));
    return undefined;
  }
}

/**
 * Opens one file. What it brings is one step for undo; a bad file changes nothing and is told in a notice.
 * @returns what it was, `undefined` for a bad one
 */
export async function openFile(file: OpenedFile): Promise<FileKind | undefined> {
  try {
    if (file.size > MOST_BYTES) {
      throw new LensError("file-too-large", {
        where: file.name,
        megabytes: Math.round(file.size / MEGABYTE),
        limit: MOST_BYTES / MEGABYTE,
      });
    }
    return await openBytes(new Uint8Array(await file.arrayBuffer()), file.name);
  } catch (thrown) {
    const reason = thrown instanceof LensError ? thrown : undefined;
    addNotice(reason ?? new LensError("file-unreachable", { file: file.name }));
    return undefined;
  }
}

/** Formats of JSON that describe a generator: a model folder's, TensorFlow.js's, and the index of a checkpoint in shards. */
const describesModel = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.object({ format: v.literal("sagan-lens-model") }),
    v.object({ weightsManifest: v.array(v.any()) }),
    v.object({ weight_map: v.record(v.string(), v.string()) }),
  ]),
);
/** A header that begins so is of a file that the lens saved. */
const OWN_HEADER = /^.{8}\{"__metadata__":\{"format":"sagan-lens-/s;
const BEGINNING_BYTES = 64;

async function isModel(file: File): Promise<boolean> {
  try {
    const kind = await kindOf(blobSource(file));
    if (kind === "safetensors")
      return !OWN_HEADER.test(new TextDecoder("latin1").decode(await beginningOf(file)));
    if (kind !== "json") return kind !== undefined;
    return file.size <= MOST_BYTES && v.is(describesModel, await file.text());
  } catch {
    // What cannot be read is told when it is opened.
    return false;
  }
}

async function isUnknown(file: File): Promise<boolean> {
  return (await kindOf(blobSource(file))) === undefined && !imageKind(await beginningOf(file));
}

async function beginningOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(0, BEGINNING_BYTES).arrayBuffer());
}

/** @throws LensError `file-unknown`, or what is wrong with a file of a known kind */
async function openBytes(bytes: Uint8Array<ArrayBuffer>, where: string): Promise<FileKind> {
  if (imageKind(bytes)) {
    stopWalk();
    await openUserImage(bytes, where);
    return "image";
  }
  if (bytes[LENGTH_BYTES] === BRACE && bytes[0] !== BRACE) {
    openStill(readStill(bytes, where), where);
    return "still";
  }
  const text = new TextDecoder().decode(bytes);
  switch (formatOf(text)) {
    case SESSION_FORMAT: {
      const lens = readSession(text, where);
      change(() => useStore.setState({ lens }));
      return "session";
    }
    case "sagan-lens-direction": {
      const { lens, latentSize } = useStore.getState();
      const direction = readDirection(text, where, { model: lens.model, size: latentSize });
      change(() => addDirection(direction));
      return "direction";
    }
    case "sagan-lens-tour": {
      const { openTour } = await import("../navigation/tour");
      openTour(text, where);
      return "tour";
    }
    default:
      throw new LensError("file-unknown", { where });
  }
}

const formatSchema = v.pipe(v.string(), v.parseJson(), v.object({ format: v.string() }));

function formatOf(text: string): string | undefined {
  const parsed = v.safeParse(formatSchema, text);
  return parsed.success ? parsed.output.format : undefined;
}

/** Shows a still at once, engine or none. */
function openStill(still: Still, where: string): void {
  const state = useStore.getState();
  const image = imageFromStill(still);
  const { provenance } = still;
  viewer.stills.remember(image);
  // A person's own image gives way to it.
  const before = state.userImage ? { ...state.lens, ...GENERATOR_ON_SHOW } : state.lens;
  const lens = stillLens(before, still, image.recipe);
  const isMade = state.image?.from === "engine" && sameRecipe(state.image.recipe, image.recipe);
  change(() =>
    useStore.setState({ lens, userImage: undefined, ...(!isMade && { image, changed: undefined }) }),
  );
  const refused = provenance.state === undefined ? [] : readHash(provenance.state).refused;
  if (refused.length > 0) addNotice(new LensError("link-fields", { fields: refused.join(", ") }));
  const { manifest } = state;
  const here =
    image.recipe.snapshot === null
      ? manifest?.generator
      : manifest?.snapshots.find(({ step }) => step === image.recipe.snapshot);
  if (manifest?.id === provenance.model && here?.weights.sha256 !== provenance.weights) {
    addNotice(new LensError("still-other-weights", { where, model: provenance.model }));
  }
}

/** The state that a still asks for. What a person collected stays. */
function stillLens(lens: LensState, { provenance }: Still, recipe: ImageRecipe): LensState {
  const { state, query } = provenance;
  if (state === undefined) return { ...lens, ...recipe, query, locks: [], pins: [], region: [] };
  const said = readHash(state).state;
  return { ...lens, ...said, ...recipe, walk: said.walk.frames.length > 0 ? said.walk : lens.walk };
}

/** One step for undo, however shortly after another change it comes. */
function change(work: () => void): void {
  stopWalk();
  beginStep();
  work();
  endStep();
}
