/** A generator that a person brings: from files or from an address to a model of this browser, on show. */
import { create } from "zustand";
import { asLensError, LensError } from "../../model/errors";
import { RemoteDownload, remoteAddress, remoteName, remoteSize } from "../../model/storage/remote-file";
import { savedFiles } from "../../model/storage/save-model";
import { IMPORT_RECORD, isSaved, removeModel, savedModels } from "../../model/storage/saved-models";
import type { ImportedFile, ImportProgress, ImportSettings } from "../../runtime/jobs/import-model";
import { linkPart } from "../../viewer/address/address";
import { defaultLensState } from "../../viewer/state/lens-state";
import { withoutCodes } from "../../viewer/state/notices";
import { patch } from "../engine/viewer";
import { takeWanted } from "../navigation/missing-model";
import { setModel } from "../store/actions";
import { addNotice } from "../store/notices";
import { useStore } from "../store/store";
import { type ImportRecord, readRecord } from "./import-record";

export type { ImportReport, ImportSettings } from "../../runtime/jobs/import-model";

export type Importing =
  | { readonly phase: "none" }
  /** Nothing is downloaded from another site before the person says so. */
  | {
      readonly phase: "asking";
      readonly address: URL;
      readonly name: string;
      readonly size: number | undefined;
    }
  | { readonly phase: "sizing"; readonly address: URL; readonly name: string }
  | {
      readonly phase: "downloading";
      readonly name: string;
      readonly host: string;
      readonly loaded: number;
      readonly total: number | undefined;
    }
  | { readonly phase: "cut"; readonly name: string; readonly error: LensError }
  | ({ readonly phase: "reading"; readonly name: string } & ImportProgress)
  | { readonly phase: "failed"; readonly name: string; readonly error: LensError }
  | Opened;

interface Opened {
  readonly phase: "open";
  readonly name: string;
  /** Id of the model. */
  readonly model: string;
  readonly record: ImportRecord;
}

export const useImporting = create<{ readonly importing: Importing }>()(() => ({
  importing: { phase: "none" },
}));

const set = (importing: Importing) => useImporting.setState({ importing });
const folderOf = (id: string) => new URL(`models/${id}/`, document.baseURI);

/** Ends the work under way; a newer one ends the older. */
let stop: AbortController | undefined;
/** What models were imported from, by id, as long as the page is open: checkpoints are not stored. */
const sources = new Map<string, { readonly files: readonly ImportedFile[]; readonly from?: URL }>();
let download: RemoteDownload | undefined;

const nameOf = (files: readonly ImportedFile[]) => files.map(({ name }) => name).join(", ");

function newAttempt(): AbortSignal {
  stop?.abort();
  stop = new AbortController();
  return stop.signal;
}

/** Where the files of an import come from. */
interface Origin {
  /** Id of the model that was made of the same files with other settings. */
  readonly before?: string;
  /** The address that they were fetched from. */
  readonly from?: URL;
}

/** Imports files that belong together and shows the generator. Faults are told in the state. */
export async function importFiles(
  given: readonly ImportedFile[],
  settings: ImportSettings = {},
  { before, from }: Origin = {},
): Promise<void> {
  const signal = newAttempt();
  const name = nameOf(given);
  set({ phase: "reading", name, step: "reading", loaded: 0, total: 0 });
  try {
    const { importModel } = await import("../../runtime/jobs/import-model");
    const { id, report, classes, lasts } = await importModel(given, {
      settings,
      models: new URL("models/", document.baseURI),
      signal,
      onProgress: (progress) => signal.aborted || set({ phase: "reading", name, ...progress }),
    });
    sources.set(id, { files: given, ...(from && { from }) });
    if (!lasts) addNotice(new LensError("saved-for-now", { model: id }));
    set({ phase: "open", name, model: id, record: { file: name, report, classes, settings } });
    // Read again with other settings: the model of before would only stand beside it.
    if (before && before !== id) {
      await removeModel(folderOf(before));
      sources.delete(before);
    }
    if (from) remember(from, id);
    await listKept();
    show(id);
  } catch (thrown) {
    if (!signal.aborted) set({ phase: "failed", name, error: asLensError(thrown) });
  }
}

/** Whether the files of a model are at hand, so that it can be imported again. */
export const hasSource = (model: string): boolean => sources.has(model);

/** The files of a model read with other settings, in its place. @param chosen its files, where they are no longer at hand */
export async function importAgain(
  model: string,
  settings: ImportSettings,
  chosen?: readonly ImportedFile[],
): Promise<void> {
  const source = chosen ? { files: chosen } : sources.get(model);
  if (!source) return;
  // Other files make another model, and this one stays.
  const record = chosen && (await readRecord(folderOf(model)));
  // Of the same files another choice may be made: names of classes beside the checkpoint, or none.
  const before = record?.file.split(", ");
  const isSame = !chosen || chosen.some(({ name }) => before?.includes(name));
  await importFiles(source.files, settings, {
    ...(isSame && { before: model }),
    ...("from" in source && source.from && { from: source.from }),
  });
}

/** What the import said of a kept model. */
export const importRecord = (model: string): Promise<ImportRecord | undefined> => readRecord(folderOf(model));

/** The kept models into the list of all. */
export async function listKept(): Promise<void> {
  const kept = await savedModels(new URL("models/", document.baseURI));
  useStore.setState({ savedModels: kept });
}

/** Lets go of a kept model; the first of the site is shown where it was on show. */
export async function forget(id: string): Promise<void> {
  await removeModel(folderOf(id));
  sources.delete(id);
  await listKept();
  if (useStore.getState().lens.model === id) setModel(defaultLensState.model);
  dismissImport();
}

/** A kept model as one file: its folder, zipped. @returns `undefined` where it is not kept */
export async function folderFile(id: string): Promise<Blob | undefined> {
  const found = await savedFiles(folderOf(id));
  if (!found) return undefined;
  const { downloadZip } = await import("client-zip");
  const own = [...found].filter(([path]) => path !== IMPORT_RECORD);
  const entries = own.map(([path, bytes]) => ({
    name: `${id}/${path}`,
    input: bytes,
  }));
  return downloadZip(entries).blob();
}

/** Ends what is under way. */
export function cancelImport(): void {
  stop?.abort();
  download = undefined;
  set({ phase: "none" });
}

/** Lets go of the report; the model stays. */
export function dismissImport(): void {
  set({ phase: "none" });
}

/** An address that `?model=` names: shown at once where it was fetched before, else its size is asked for and then the person. */
export async function offerAddress(text: string): Promise<void> {
  const signal = newAttempt();
  let address: URL;
  try {
    address = remoteAddress(text);
  } catch (thrown) {
    addNotice(asLensError(thrown));
    return;
  }
  const known = remembered(address);
  if (known && (await isSaved(folderOf(known)))) {
    show(known);
    return;
  }
  const name = remoteName(address);
  set({ phase: "sizing", address, name });
  try {
    const size = await remoteSize(address, signal);
    if (!signal.aborted) set({ phase: "asking", address, name, size });
  } catch (thrown) {
    if (!signal.aborted) set({ phase: "failed", name, error: asLensError(thrown) });
  }
}

/** Downloads what was asked about, then imports it. */
export async function acceptAddress(): Promise<void> {
  const { importing } = useImporting.getState();
  if (importing.phase !== "asking") return;
  download = new RemoteDownload(importing.address);
  await goOnDownload();
}

/** Goes on with a download that was cut. */
export async function goOnDownload(): Promise<void> {
  const current = download;
  if (!current) return;
  const signal = newAttempt();
  const name = remoteName(current.address);
  const { host } = current.address;
  set({ phase: "downloading", name, host, loaded: current.loaded, total: undefined });
  try {
    const blob = await current.run({
      signal,
      onProgress: (loaded, total) => {
        if (!signal.aborted) set({ phase: "downloading", name, host, loaded, total });
      },
    });
    if (signal.aborted) return;
    download = undefined;
    await importFiles([{ name, blob }], {}, { from: current.address });
  } catch (thrown) {
    if (signal.aborted) return;
    const error = asLensError(thrown);
    const goesOn = error.code !== "remote-broken" && (error.code === "remote-cut" || current.loaded > 0);
    if (!goesOn) download = undefined;
    set({ phase: goesOn ? "cut" : "failed", name, error });
  }
}

function show(id: string): void {
  const wanted = takeWanted(id);
  if (wanted) {
    // A link asked for this model, which was not here.
    useStore.setState(({ notices }) => ({ notices: withoutCodes(notices, ["model-elsewhere"]) }));
    patch(linkPart(wanted));
  } else if (useStore.getState().lens.model !== id) setModel(id);
}

const noteOf = (address: URL) => `sagan-lens:from ${address.href}`;

/** Which model came from an address, so that a reload does not fetch it again. */
function remember(address: URL, id: string): void {
  try {
    localStorage.setItem(noteOf(address), id);
  } catch {
    // Full or blocked: it is asked for again.
  }
}

function remembered(address: URL): string | undefined {
  try {
    return localStorage.getItem(noteOf(address)) ?? undefined;
  } catch {
    return undefined;
  }
}
