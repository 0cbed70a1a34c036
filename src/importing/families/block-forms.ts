/** Residual blocks that several code bases share. */
import {
  conv,
  type NormForm,
  nearest,
  norm,
  type Piece,
  type ResidualPiece,
  relu,
  residual,
  type UpsamplePiece,
} from "../vocabulary";

export interface GrowingBlock {
  /** Names of both normalisations and both 3x3 convolutions, in their order. */
  readonly norms: readonly [string, string];
  readonly convs: readonly [string, string];
  /** The 1x1 convolution beside them. */
  readonly skip: Piece;
  readonly forms: readonly NormForm[];
  readonly epsilon?: number;
  readonly upsample?: UpsamplePiece;
  /** Of both 3x3 convolutions. */
  readonly border?: "reflect";
}

/**
 * The block that doubles the grid: norm, ReLU, upsampling, 3x3, norm, ReLU, 3x3; beside it a 1x1 convolution and upsampling. Code bases
 * differ in which of these two comes first; the numbers are the same, and before it the convolution has a quarter of the cells.
 */
export function growingBlock({ norms, convs, skip, ...rest }: GrowingBlock): ResidualPiece {
  const { forms, epsilon, upsample = nearest, border } = rest;
  const threeByThree = (name: string) => conv(name, border ? { border } : {});
  return residual(
    [
      norm(norms[0], forms, epsilon),
      relu,
      upsample,
      threeByThree(convs[0]),
      norm(norms[1], forms, epsilon),
      relu,
      threeByThree(convs[1]),
    ],
    [skip, upsample],
  );
}
