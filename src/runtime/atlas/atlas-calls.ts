/** What the worker of an atlas does, and what it asks of the page. */
import type { Atlas, AtlasFigures } from "../../atlas/atlas";
import type { AtlasProvenance } from "../../atlas/provenance";
import type { Manifest } from "../../model/formats/manifest";
import type { SeedRequestOptions } from "../api/atlas";
import type { GenerateRequest, Generation } from "../api/types";
import type { CallTypes } from "../rpc/protocol";

/** What is computed: the same job has the same result. */
export interface AtlasJob extends Pick<SeedRequestOptions, "psi" | "classes"> {
  readonly model: Pick<Manifest, "latent" | "classes">;
  readonly seeds: readonly number[];
  /** Name of the attention site; the model's first where absent. */
  readonly site?: string;
}

/** What is reported on the way: how far it is, or new statistics. */
export type AtlasReport =
  | {
      /** Of all work, 0 to 1. */
      readonly share: number;
      /** Seeds whose images have been generated. */
      readonly done: number;
    }
  | {
      /** Of the first 10, 30, 90, ... seeds. */
      readonly figures: AtlasFigures;
    };

/** What is known of one query. */
export interface QueryRow {
  /** j */
  readonly query: number;
  /** Seeds that both are of. */
  readonly count: number;
  /** m_j, [M]. */
  readonly mean: Float32Array;
  /** Standard deviation of each weight over the seeds, [M]. */
  readonly deviation: Float32Array;
}

/** What an NPZ file holds, or what is wrong with it. */
export type OpenedAtlas =
  | { readonly figures: AtlasFigures; readonly provenance: AtlasProvenance }
  | {
      /** `format`: a file of something else. */
      readonly fault: "damaged" | "format" | "unreadable";
      /** Of programs rather than people, in English. */
      readonly problem: string;
    };

export interface AtlasCalls {
  /** The matrices stay in the worker. The images are asked for through the port, which the page serves as `ImageCalls`; it has to be transferred. */
  readonly compute: CallTypes<
    { readonly job: AtlasJob; readonly images: MessagePort },
    AtlasFigures,
    AtlasReport
  >;
  /** Reads an NPZ file that was saved before; rows and matrices are its own from then on. */
  readonly open: CallTypes<File, OpenedAtlas>;
  /** Holds the work up before the next image, or lets it go on. */
  readonly pause: CallTypes<boolean, void>;
  /** The mean row of a query over all seeds so far; `undefined` before the first result. */
  readonly row: CallTypes<number, QueryRow | undefined>;
  /** The two matrices as they stand, for a file; `undefined` before the first result. */
  readonly matrices: CallTypes<undefined, Pick<Atlas, "rows" | "rowSquares"> | undefined>;
}

/** What the page does for the worker. */
export interface ImageCalls {
  readonly image: CallTypes<GenerateRequest, Generation>;
}
