/** Before the tests of what is built: the library in `dist-lib/` is that of the sources. */
import { ensureLibrary } from "../../scripts/lib/library.mjs";

export default async function setup(): Promise<void> {
  if (!(await ensureLibrary())) throw new Error("The library could not be built.");
}
