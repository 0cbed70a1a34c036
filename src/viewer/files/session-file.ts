/** A session as a file: all that a person chose and collected, as JSON. */
import * as v from "valibot";
import { LensError } from "../../model/errors";
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
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), fileSchema), text);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new LensError("session-malformed", {
      where,
      path: v.getDotPath(issue) ?? "(the whole file)",
      problem: issue.message,
    });
  }
  const { format, version, ...state } = parsed.output;
  const said = Object.entries(state).filter(([, value]) => value !== undefined);
  return { ...defaultLensState, ...Object.fromEntries(said) };
}
