/** The files of an opened model, retained for starting it again where neither network nor storage can be relied on. */
import type { ModelFiles } from "../../model/storage/open-model";

/** As blobs, which a browser may move to disk: bytes would occupy the page's memory for as long as a large model is open. */
export interface RetainedFiles {
  /** The files again. @throws DOMException where the browser has lost them */
  read(): Promise<ModelFiles>;
}

export function retainFiles({ manifest, generator, golden }: ModelFiles): RetainedFiles {
  const retain = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
  const weights = retain(generator);
  const values = golden && retain(golden);
  return {
    async read() {
      return {
        manifest,
        generator: await bytesOf(weights),
        ...(values && { golden: await bytesOf(values) }),
      };
    },
  };
}
