/** A session as a file: all that a person chose and collected, as JSON. */
import * as v from "valibot";
import { readJson } from "../../model/formats/json-file";
import { defaultLensState, type LensState, lensStateSchema } from "../state/lens-state";

export const SESSION_FORMAT = "sagan-lens-session";
const VERSION = 1;

const fileSchema = v.object({
  format: v.literal(SESSION_FORMAT),
  version: v.literal(VERSION),
  // What a file does not say, because it is older, is as by default.
  ...v.partial(v.omit(lensStateSchema, ["v"])).entries,
});

export function writeSession({ v: _, ...state }: LensState): string {
  return `${JSON.stringify({ format: SESSION_FORMAT, version: VERSION, ...state }, null, 1)}\n`;
}

/**
 * The state of a session's file.
 * @param where the file's name, for the error's sentence
 * @throws LensError `session-malformed` with `path` and `problem`
 */
export function readSession(text: string, where: string): LensState {
  const { format, version, ...state } = readJson(text, fileSchema, where, "session-malformed");
  const said = Object.entries(state).filter(([, value]) => value !== undefined);
  return { ...defaultLensState, ...Object.fromEntries(said) };
}
