/**
 * What an address, a file or a message of version 1 leads to, in terms that outlast names inside the lens: fields as they stand in
 * addresses, canonical texts, and numbers that the engine is given. `test/fixtures/compatibility` holds what the release led to.
 * The imports of this file are all that the comparison uses of the lens: if a file moves, only this one changes.
 */
import { createHash } from "node:crypto";
import type { QueryIndex } from "../../src/attention/grid";
import type { Interventions } from "../../src/attention/intervention";
import { attentionRow } from "../../src/attention/row";
import { readAttributes } from "../../src/element/attributes";
import { allowedOrigins, isOurs, readCommand, sent } from "../../src/element/frame/messages";
import { LensError } from "../../src/model/errors";
import { savedFiles } from "../../src/model/storage/save-model";
import { modelSource, savedModels } from "../../src/model/storage/saved-models";
import { followCollection } from "../../src/state/collection/storage";
import { openFile } from "../../src/state/files/open-file";
import { useStore } from "../../src/state/store/store";
import { hashState, type LinkState, linkPart, readHash, writeHash } from "../../src/viewer/address/address";
import { readDirection, writeDirection } from "../../src/viewer/files/direction-file";
import { readSession, writeSession } from "../../src/viewer/files/session-file";
import { defaultLensState, type LensState } from "../../src/viewer/state/lens-state";
import { AS_SEEDED, type ImageRecipe, recipeOf } from "../../src/viewer/state/recipe";
import { requestFor } from "../../src/viewer/views/request";
import { readManifest } from "./files";

/** Entries of the latent that requests are made for. */
const LATENT = 128;
/** Classes of the model that has some; what the repository's models have may change. */
const CLASSES = ["River", "Highway", "Forest", "Residential", "SeaLake", "Road, paved"];
const WITH_CLASSES = "eurosat64";
const DIRECTIONS = { vectors: [1, 2, 3].map(unitVector), share: Float32Array.of(0.5, 0.3, 0.1) };

function unitVector(pace: number): Float32Array {
  const wave = Array.from({ length: LATENT }, (_, at) => Math.cos(pace * (at + 1)));
  const length = Math.hypot(...wave);
  return Float32Array.from(wave, (value) => value / length);
}

/** A number without its last digits, which may be others on another machine. */
const rounded = (value: number) => Number(value.toPrecision(6));

/** A few numbers of a list, its length and two sums that depend on every one, to six digits. */
function digest(values: ArrayLike<number>): readonly number[] {
  const all = Array.from(values);
  const sum = all.reduce((total, value) => total + value * value, 0);
  const weighed = all.reduce((total, value, at) => total + value * Math.sin(at + 1), 0);
  return [all.length, all[0] ?? 0, all[1] ?? 0, all.at(-1) ?? 0, Math.sqrt(sum), weighed].map(rounded);
}

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

/** What the engine of the opened model would be given. */
function requestOf(lens: LensState, recipe: ImageRecipe, interventions: Interventions) {
  const classes = CLASSES.map((id) => ({ id, name: { en: id } }));
  const manifest =
    recipe.model === WITH_CLASSES ? { ...readManifest(WITH_CLASSES), classes } : readManifest("cats64");
  const state = { lens, latentSize: LATENT, manifest, directions: DIRECTIONS };
  const request = requestFor(state, recipe, interventions);
  const { z, classWeights, layerClasses } = request;
  const changes = Object.entries(request.interventions ?? {});
  return {
    z: digest(z),
    ...(classWeights && { classWeights: Array.from(classWeights, rounded) }),
    ...(layerClasses && {
      layerClasses: Object.fromEntries(
        Object.entries(layerClasses).map(([layer, weights]) => [layer, Array.from(weights, rounded)]),
      ),
    }),
    ...(request.snapshot !== undefined && { snapshot: request.snapshot }),
    ...(changes.length > 0 && {
      interventions: Object.fromEntries(
        changes.map(([site, change]) => [
          site,
          {
            gamma: change.gammaScale,
            temperature: change.temperature,
            keys: digest(change.maskedKeys),
            queries: digest(change.maskedQueries),
          },
        ]),
      ),
    }),
  };
}

const withCollection = (link: LinkState): LensState => ({ ...defaultLensState, ...link });
const recipeHash = (recipe: ImageRecipe) => writeHash({ ...linkPart(defaultLensState), ...recipe });

/** An address's hash: the fields refused, the same state written again, and what the engine is given for it. */
export function openAddress(hash: string) {
  const { state, refused } = readHash(hash);
  const written = writeHash(state);
  const lens = withCollection(state);
  return {
    ...(refused.length > 0 && { refused }),
    // Most are written as they were read.
    ...(written !== hash.replace(/^#/, "") && { hash: written }),
    request: requestOf(lens, recipeOf(lens), lens.interventions),
  };
}

/** Attributes of the element: as an address. */
export function openAttributes(attributes: Readonly<Record<string, string>>) {
  const { state, refused } = readAttributes((name) => attributes[name] ?? null);
  return { refused, hash: writeHash(state) };
}

/** All of a state: as an address, and what a person collected. */
function outcomeOf(lens: LensState) {
  return {
    hash: writeHash(linkPart(lens)),
    request: requestOf(lens, recipeOf(lens), lens.interventions),
    saved: lens.kept.map(({ id, query, recipe }) => ({ id, query, hash: recipeHash(recipe) })),
    directions: lens.ownDirections.map(({ vector, ...rest }) => ({ ...rest, vector: digest(vector) })),
    walk: { ...lens.walk, frames: lens.walk.frames.map(recipeHash) },
    baseline: lens.pinned && requestOf(lens, lens.pinned.recipe, lens.pinned.interventions),
  };
}

/** An error as its code and facts, without sentences of a library. */
function refusal(thrown: unknown) {
  if (!(thrown instanceof LensError)) throw thrown;
  const { problem: _, ...details } = thrown.details;
  return { code: thrown.code, ...details };
}

const parsed = (text: string): Record<string, unknown> => JSON.parse(text);
const alike = (a: unknown, b: unknown) => differences(a, b).length === 0;

/** A session's file: what it opens as, and what another session's file would say that this one does not. */
export function openSession(text: string) {
  try {
    const lens = readSession(text, "session.json");
    const [before, after] = [parsed(text), parsed(writeSession(lens))];
    const added = Object.entries(after).filter(([name, value]) => !alike(before[name], value));
    const dropped = Object.keys(before).filter((name) => !(name in after));
    return { ...outcomeOf(lens), rewritten: { added: Object.fromEntries(added), dropped } };
  } catch (thrown) {
    return { refused: refusal(thrown) };
  }
}

/** A direction's file, opened beside a model with latents of a size. */
export function openDirection(text: string, wanted: { readonly model: string; readonly size: number }) {
  try {
    const direction = readDirection(text, "direction.json", wanted);
    const { vector, ...rest } = parsed(writeDirection({ ...direction, id: "a" }));
    return { ...rest, vector: digest(vector as number[]) };
  } catch (thrown) {
    return { refused: refusal(thrown) };
  }
}

/** The page at its start, which stores its collection for no longer than a call. */
const freshPage = () =>
  withGlobals({ localStorage: storageOf({}) }, async () =>
    useStore.setState(useStore.getInitialState(), true),
  );

/** A still's file, opened on a page that shows the first image: what the page then shows. */
export async function openStill(bytes: Uint8Array) {
  await freshPage();
  const file = new File([new Uint8Array(bytes)], "still.safetensors");
  const kind = await withGlobals({ localStorage: storageOf({}) }, () => openFile(file));
  const { lens, image, notices } = useStore.getState();
  return {
    kind: kind ?? null,
    notices: notices.map(({ error }) => refusal(error)),
    ...outcomeOf(lens),
    image: image && {
      size: image.size,
      pixels: sha256(new Uint8Array(image.pixels)),
      weights: image.weights,
      hash: recipeHash(image.recipe),
      request: requestOf(lens, image.recipe, image.interventions),
      sites: image.sites.map((site) => ({
        name: site.name,
        queryGrid: site.queryGrid,
        keyGrid: site.keyGrid,
        gamma: site.gamma,
        share: site.share,
        temperature: site.temperature,
        row: digest(attentionRow(site, 1 as QueryIndex)),
      })),
    },
  };
}

/** A message to the frame: whether it is the lens's, the command in it, and what a `set` sets. */
export function openMessage(data: unknown) {
  const command = readCommand(data);
  if (command?.type !== "set") return { ours: isOurs(data), command: command ?? null };
  const { state, refused } = hashState(command.hash);
  const whole = writeHash({ ...linkPart(defaultLensState), ...state });
  return { ours: isOurs(data), command, refused, hash: whole };
}

/** A message of the frame as it is sent. */
export const sentMessage = (message: Parameters<typeof sent>[0]) => sent(message);

/** Whether an origin may give commands to a frame of an address. */
export const mayCommand = (search: string, origin: string) =>
  allowedOrigins(search, "https://lens.example")(origin);

/** Local storage with some text in it. */
function storageOf(entries: Readonly<Record<string, string>>): Storage {
  const stored = new Map(Object.entries(entries));
  return {
    get length() {
      return stored.size;
    },
    clear: () => stored.clear(),
    getItem: (key) => stored.get(key) ?? null,
    key: (at) => [...stored.keys()][at] ?? null,
    removeItem: (key) => void stored.delete(key),
    setItem: (key, value) => void stored.set(key, value),
  };
}

/** What an earlier visit left in local storage: what a page that opens then has. */
export async function openCollection(entries: Readonly<Record<string, string>>) {
  await freshPage();
  return withGlobals({ localStorage: storageOf(entries) }, async () => {
    followCollection();
    const { lens, notices } = useStore.getState();
    const { saved, directions, walk } = outcomeOf(lens);
    return { notices: notices.map(({ error }) => refusal(error)), saved, directions, walk };
  });
}

export interface StoredModels {
  readonly localStorage: Readonly<Record<string, string>>;
  /** Texts by cache and address. */
  readonly caches: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Models that an earlier visit left in this browser: those listed, and each one's files. */
export function openModels({ localStorage, caches }: StoredModels) {
  return withGlobals({ localStorage: storageOf(localStorage), caches: cachesOf(caches) }, async () => {
    const models = new URL("models/", PAGE);
    const listed = await savedModels(models);
    const opened = listed.map(async ({ id, name }) => {
      const folder = new URL(`${id}/`, models);
      const files = [...((await savedFiles(folder)) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      const read = files.map(async ([path]) => {
        const answer = await modelSource(folder).read?.(new URL(path, folder), {});
        if (!answer) throw new Error(`${id} is read from the web alone`);
        return [path, sha256(new Uint8Array(await answer.arrayBuffer()))];
      });
      return { id, name, files: await Promise.all(read) };
    });
    return Promise.all(opened);
  });
}

const PAGE = "https://lens.example/";
const addressOf = (asked: RequestInfo | URL) =>
  new URL(asked instanceof Request ? asked.url : asked, PAGE).href;

/** As much of Cache Storage as holds texts by address. */
function cachesOf(content: StoredModels["caches"]) {
  const all = new Map(
    Object.entries(content).map(([name, entries]) => [
      name,
      new Map(Object.entries(entries).map(([address, text]) => [address, new TextEncoder().encode(text)])),
    ]),
  );
  const open = async (name: string) => {
    const held = all.get(name) ?? new Map<string, Uint8Array<ArrayBuffer>>();
    all.set(name, held);
    return {
      keys: async () => [...held.keys()].map((address) => new Request(address)),
      match: async (asked: RequestInfo | URL) => {
        const bytes = held.get(addressOf(asked));
        return bytes && new Response(bytes);
      },
      put: async (asked: RequestInfo | URL, answer: Response) => {
        held.set(addressOf(asked), new Uint8Array(await answer.arrayBuffer()));
      },
      delete: async (asked: RequestInfo | URL) => held.delete(addressOf(asked)),
    };
  };
  return {
    open,
    keys: async () => [...all.keys()],
    has: async (name: string) => all.has(name),
    delete: async (name: string) => all.delete(name),
  };
}

/** Does work while some of what a browser has globally is there. */
async function withGlobals<T>(
  globals: Readonly<Record<string, unknown>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(globals).map((name) => [
    name,
    Object.getOwnPropertyDescriptor(globalThis, name),
  ]);
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    return await work();
  } finally {
    for (const [name, descriptor] of before as [string, PropertyDescriptor | undefined][]) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

/** Where two JSON values differ, one line each: `path: expected -> found`. Order of an object's names is no matter. */
export function differences(expected: unknown, found: unknown, path = ""): string[] {
  if (Object.is(expected, found)) return [];
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null;
  if (isObject(expected) && isObject(found) && Array.isArray(expected) === Array.isArray(found)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...names].flatMap((name) => differences(expected[name], found[name], `${path}.${name}`));
  }
  const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value)).slice(0, 200);
  return [`${path}: ${shown(expected)} -> ${shown(found)}`];
}

/** A state for the recorder: as by default, with changes. */
export const stateWith = (change: Partial<LensState>): LensState => ({ ...defaultLensState, ...change });
export const writtenHash = (state: LinkState) => writeHash(state);
export const writtenSession = (state: LensState) => writeSession(state);
export const plainRecipe = (seed: number): ImageRecipe => ({
  ...AS_SEEDED,
  model: defaultLensState.model,
  seed,
  psi: 1,
  classes: {},
});
