/** The files of an opened model, kept for starting it again where neither network nor storage can be counted on. */
import type { ModelFiles } from "../../model/storage/open-model";

/** As blobs, which a browser may put away on disk: memory of the page would hold the weights of a large model for nothing. */
export interface RetainedFiles {
  /** The files again. @throws DOMException where the browser has lost them */
  read(): Promise<ModelFiles>;
}

export function retainFiles({ manifest, generator, golden }: ModelFiles): RetainedFiles {
  const kept = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
  const weights = kept(generator);
  const values = golden && kept(golden);
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
