/** The whole matrix as an image, reduced in a worker of its own, which ends with the part of the page that shows it. */
import type { MatrixImage } from "../../attention/matrix/blocks";
import { type NewestCall, newestCall } from "../../runtime/jobs/summarizer";
import type { MatrixRequest } from "../../runtime/jobs/summary.worker";

export type MatrixReader = NewestCall<MatrixRequest, MatrixImage>;

/** Starts no worker before the first request. */
export const createMatrixReader = (): MatrixReader => newestCall("matrix");
