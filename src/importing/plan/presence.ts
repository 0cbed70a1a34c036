import { numbersIn, within } from "../family-names";
import type { Piece } from "../vocabulary";
import { hasNorm } from "./norm";
import type { Draft } from "./plan";
import { hasKernel, kernelOf } from "./weights";

/** Whether the file has what a piece needs first. */
export function isThere(draft: Draft, piece: Piece, scope: string): boolean {
  const { view, family } = draft;
  switch (piece.piece) {
    case "dense":
    case "conv":
    case "deconv":
      return hasKernel(draft, scope, piece.name, piece.piece);
    case "norm":
      return hasNorm(draft, scope, piece);
    case "attention": {
      const name = numbered(draft, within(scope, piece.name));
      return (
        view.locate(name, piece.query, family.storages) !== undefined &&
        view.find(name, piece.gamma) !== undefined
      );
    }
    case "residual":
      return piece.main.some((inner) => carriesTensors(inner) && isThere(draft, inner, scope));
    case "either":
      return piece.of.some((one) => isThere(draft, one, scope));
    case "optional":
      return isThere(draft, piece.of, scope);
    case "repeat":
      return numbersIn(view.tensors.keys(), within(scope, piece.over)).length > 0;
    default:
      return true;
  }
}

function carriesTensors({ piece }: Piece): boolean {
  return !["activation", "upsample", "keepChannels", "tanh"].includes(piece);
}

/** Channels that the first layer after the first grid reads. */
export function nextChannels(draft: Draft, pieces: readonly Piece[], scope: string): number | undefined {
  for (const piece of pieces) {
    if (piece.piece === "repeat") {
      const over = within(scope, piece.over);
      const [number] = numbersIn(draft.view.tensors.keys(), over);
      if (number === undefined) continue;
      const found = nextChannels(draft, piece.each, over.replace("#", `${number}`));
      if (found !== undefined) return found;
    } else if (piece.piece === "either") {
      const found = piece.of.find((one) => isThere(draft, one, scope));
      if (found) return nextChannels(draft, [found], scope);
    } else if (piece.piece === "residual") {
      return nextChannels(draft, piece.main, scope);
    } else if (piece.piece === "conv" || piece.piece === "deconv") {
      if (hasKernel(draft, scope, piece.name, piece.piece)) {
        return kernelOf(draft, scope, piece.name, piece.piece).inputs;
      }
    }
  }
  return undefined;
}

/** A name outside a repetition whose number the file decides: the first there is. */
export function numbered(draft: Draft, name: string): string {
  if (!name.includes("#")) return name;
  const [number] = numbersIn(draft.view.tensors.keys(), name);
  return number === undefined ? name : name.replace("#", `${number}`);
}

export function numberedNames(
  draft: Draft,
  scope: string,
  names: string | readonly string[],
): readonly string[] {
  const start = scope === "" ? 0 : scope.length + 1;
  return [names].flat().map((name) => numbered(draft, within(scope, name)).slice(start));
}
