/** The generators that double the grid by transposed convolutions, block by block: heykeetae's and those that come from it. */
import { plain, torchHook, torchHookWithoutV, torchParametrized, wrappedBar } from "../storages";
import {
  type AttentionPiece,
  deconv,
  type Family,
  norm,
  type Piece,
  relu,
  repeat,
  type Sites,
  tanh,
} from "../vocabulary";
import { torchNorm } from "./norm-forms";

/** @param blocks name of a block, such as `l#`: a transposed convolution, a norm, ReLU. @param last the one that makes the image */
export function deconvolutions(
  names: Pick<Family, "id" | "source" | "notes">,
  { blocks, site, at, last }: { blocks: string; site: AttentionPiece; at: Sites["at"]; last: string },
): Family {
  const block: Piece[] = [deconv("0"), norm("1", torchNorm), relu];
  return {
    ...names,
    layout: "torch",
    storages: [wrappedBar, torchHook, torchHookWithoutV, torchParametrized, plain],
    pieces: [repeat(blocks, block, { sites: { attention: site, at } }), deconv(last), tanh],
  };
}
