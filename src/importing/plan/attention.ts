/** Plans for attention sites: their tensors, and where they go. */
import type { Layer } from "../../model/formats/manifest";
import { numbersIn, within } from "../family-names";
import { Misfit, NOTHING } from "../view";
import type { AttentionPiece, Sites } from "../vocabulary";
import { extentOf } from "./extent";
import type { Draft, Extent, PlannedSite } from "./plan";
import { kernelOf, misfit, planConv, requireWeight } from "./weights";

/** Puts attention sites after the block that is as wide as they are. */
export function placeSites(
  draft: Draft,
  { attention, at }: Sites,
  scope: string,
  parts: readonly { layers: Layer[]; end: Extent }[],
): void {
  const { view, family } = draft;
  const pattern = within(scope, attention.name);
  const names = pattern.includes("#")
    ? numbersIn(view.tensors.keys(), pattern).map((number) => pattern.replace("#", `${number}`))
    : [pattern];
  let from = 0;
  names.forEach((name, order) => {
    if (!view.locate(name, attention.query, family.storages)) return;
    const width = kernelOf(draft, name, attention.query, "conv").inputs;
    const fitting = parts.flatMap(({ end }, block) =>
      end.channels === width && block >= from ? [block] : [],
    );
    const usually = at[parts.at(-1)?.end.side ?? 0]?.[order];
    const usual = fitting.find((block) => parts[block].end.side === usually);
    const block = fitting.length > 1 ? (usual ?? fitting[0]) : fitting[0];
    if (block === undefined) {
      const { weight } = requireWeight(draft, name, attention.query);
      throw misfit(weight, draft, "as many inputs as a block has outputs");
    }
    const { end, layers } = parts[block];
    if (fitting.length > 1) draft.placed.push({ site: name, cells: end.side });
    const last = draft.extent;
    draft.extent = end;
    layers.push(planAttention(draft, attention, name));
    draft.extent = last;
    from = block;
  });
}

/** An attention site under its own name: NAME.f (keys), NAME.g (queries), NAME.h (values), NAME.v (out), NAME.gamma. */
export function planAttention(draft: Draft, piece: AttentionPiece, name: string): Layer {
  const { channels, side } = extentOf(draft, name);
  const { view } = draft;
  const part = (names: AttentionPiece["query"], letter: string, inputs: number, outputs?: number) => {
    const kernel = kernelOf(draft, name, names, "conv");
    const { weight } = kernel.located;
    if (kernel.size !== 1) throw misfit(weight, draft, "a kernel of 1 x 1");
    if (kernel.inputs !== inputs) throw misfit(weight, draft, `${inputs} inputs`);
    if (outputs !== undefined && kernel.outputs !== outputs)
      throw misfit(weight, draft, `${outputs} outputs`);
    planConv(draft, kernel, `${name}.${letter}`);
    return kernel.outputs;
  };
  const depth = part(piece.query, "g", channels);
  part(piece.key, "f", channels, depth);
  const outputProjection = piece.out !== undefined;
  const values = part(piece.value, "h", channels, outputProjection ? undefined : channels);
  if (piece.out !== undefined) part(piece.out, "v", values, channels);
  const pooled = piece.pooled === "where-narrow" ? values < channels : piece.pooled;
  const gamma = view.find(name, piece.gamma);
  if (!gamma) throw new Misfit(within(name, [piece.gamma].flat()[0]), "the learned gamma", NOTHING);
  if (gamma.tensor.shape.some((length) => length !== 1)) throw misfit(gamma, draft, "one number");
  draft.used.set(gamma, `${name}.gamma`);
  draft.jobs.push({
    outputs: [[`${name}.gamma`, [1]]],
    async run(context) {
      const data = await context.read(gamma);
      context.buffer(`${name}.gamma`).set(data);
      context.gamma(name, data[0]);
    },
  });
  const site: PlannedSite = {
    name,
    width: side,
    keyWidth: pooled ? side / 2 : side,
    rowsSumToOne: piece.softmaxOver !== "queries",
  };
  draft.sites.push(site);
  return {
    type: "attention",
    name,
    keyPooling: pooled ? 2 : 1,
    outputProjection,
    ...(piece.softmaxOver && { softmaxOver: piece.softmaxOver }),
  };
}
