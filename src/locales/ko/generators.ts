/** The texts of the panel for imported generators, which are shown together, in one file. */
export { importErrorsKo } from "./import-errors";
export { importingKo } from "./importing";
export { yourGeneratorKo } from "./your-generator";
