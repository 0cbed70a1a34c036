/** Faults that only the command line knows. Those of models and engines are `LensError`s, as everywhere. */
import type { CliErrorCode } from "../locales/en/cli";

/** A fault with a name and facts; its sentence is in `src/locales/en/cli.ts`. */
export class CliError extends Error {
  readonly code: CliErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: CliErrorCode, details: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = "CliError";
    this.code = code;
    this.details = details;
  }
}

/** What the program ends with. */
export const EXIT = {
  ok: 0,
  /** The work failed: a model that is damaged, a disk that is full. */
  failed: 1,
  /** The command was not right: nothing was written. */
  misused: 2,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
/** Faults of the machine rather than of the command. */
export const FAILURES: ReadonlySet<CliErrorCode> = new Set(["file-unwritable"]);
/** Ctrl-C, or its like. */
export const INTERRUPTIONS: ReadonlySet<CliErrorCode> = new Set(["interrupted", "atlas-interrupted"]);
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
