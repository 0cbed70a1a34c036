/** A reporter for Vitest that writes down the errors outside of any test, which its JSON report leaves out. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inProject } from "./run.mjs";

/** Where they are written, as a list of `{ message, stack }`. */
export const UNHANDLED_ERRORS = ".cache/reports/vitest-unhandled.json";

export default class UnhandledErrors {
  /** @param {unknown} _modules @param {readonly { message: string, stack?: string }[]} errors */
  onTestRunEnd(_modules, errors) {
    const said = errors.map(({ message, stack }) => ({ message, stack }));
    const file = inProject(UNHANDLED_ERRORS);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(said));
  }
}
