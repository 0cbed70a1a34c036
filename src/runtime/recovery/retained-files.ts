/** The files of an opened model, retained for starting it again where neither network nor storage can be relied on. */
import type { ModelFiles } from "../../model/storage/open-model";

/**
 * With the weights as a Blob, which a browser may move to disk: bytes would occupy the page's memory for as long as a large model is open,
 * and be copied for each worker that reads them.
 */
export function retainFiles(files: ModelFiles): ModelFiles {
  const { generator } = files;
  if (!(generator instanceof Uint8Array)) return files;
  return { ...files, generator: new Blob([generator as Uint8Array<ArrayBuffer>]) };
}
