/**
 * The layers of a manifest as functions on tensors. Each is built once (weights looked up, shapes checked and followed
 * through the network) and then applied to activations, [B, H, W, C]: an image is B = 1.
 *
 * Gradients by a layer's input are written here rather than left to TensorFlow.js: a pass back through a network needs no others,
 * and those of TensorFlow.js would also want the weights' own, for which its WASM backend lacks kernels.
 */
import { add, leakyRelu, mul, relu, square, step, sub, type Tensor4D, tanh } from "@tensorflow/tfjs-core";
import { LensError } from "../../model/errors";
import type { InnerLayer } from "../../model/formats/manifest";
import type { Extent } from "../tensors/weights";
import {
  type Applied,
  advanced,
  type BuiltLayer,
  type LayerOf,
  type Materials,
  notDifferentiable,
} from "./built-layer";
import { buildConv } from "./conv";
import { buildDeconv } from "./deconv";
import { addDoubled } from "./grid-moves";
import { isDoubling, mergedStart } from "./merged";
import { buildNorm } from "./norm";
import { buildAveragePool, buildUpsample } from "./resize";

/**
 * Builds one layer from activations to activations (all but `dense`, `attention`).
 * @param from extent of its input
 * @throws LensError `tensor-missing`, `tensor-shape`, `manifest-field`
 */
export function buildLayer(
  layer: InnerLayer | LayerOf<"residual" | "tanh">,
  from: Extent,
  materials: Materials,
): BuiltLayer {
  switch (layer.type) {
    case "conv":
      return buildConv(layer, from, materials);
    case "deconv":
      return buildDeconv(layer, from, materials);
    case "norm":
      return buildNorm(layer, from, materials);
    case "activation":
      return { out: from, apply: activationOf(layer) };
    case "tanh":
      return { out: from, apply: applyTanh };
    case "upsample":
      return buildUpsample(layer, from);
    case "averagePool":
      return buildAveragePool(layer, from);
    case "residual":
      return buildResidual(layer, from, materials);
  }
}

function activationOf(layer: LayerOf<"activation">): (x: Tensor4D) => Applied {
  if (layer.function === "relu") return (x) => ({ y: relu(x), backward: (dy) => mul(dy, step(x)) });
  const { slope } = layer;
  return (x) => ({ y: leakyRelu(x, slope), backward: (dy) => mul(dy, step(x, slope)) });
}

function applyTanh(x: Tensor4D): Applied {
  const y = tanh(x);
  return { y, backward: (dy) => mul(dy, sub(1, square(y))) };
}

function buildResidual(layer: LayerOf<"residual">, from: Extent, materials: Materials): BuiltLayer {
  const main = buildSequence(layer.main, from, materials);
  const shortcut = buildSequence(layer.shortcut, from, materials);
  const [a, b] = [main.out, shortcut.out];
  if (a.channels !== b.channels || a.height !== b.height || a.width !== b.width) {
    const say = (e: Extent) => `${e.channels} x ${e.height} x ${e.width}`;
    throw new LensError("manifest-field", {
      where: "model.json",
      path: "residual",
      problem: `its main path ends at ${say(a)} and its shortcut at ${say(b)}; they must be alike to be added`,
    });
  }
  const doubled = materials.withoutGradients && endsInDoubling(layer.shortcut);
  if (doubled) {
    const small = buildSequence(layer.shortcut.slice(0, -1), from, materials);
    return {
      out: a,
      apply: (x, context) => ({
        y: addDoubled(main.apply(x, context).y, small.apply(x, context).y),
        backward: notDifferentiable("a shortcut that is upsampled as it is added"),
      }),
    };
  }
  return {
    out: a,
    apply: (x, context) => {
      const [long, short] = [main.apply(x, context), shortcut.apply(x, context)];
      return {
        y: add(long.y, short.y) as Tensor4D,
        backward: (dy) => add(long.backward(dy), short.backward(dy)) as Tensor4D,
      };
    },
  };
}

/** Whether a path ends in nearest upsampling by 2. */
function endsInDoubling(layers: readonly InnerLayer[]): boolean {
  const last = layers.at(-1);
  return last !== undefined && isDoubling(last);
}

function buildSequence(layers: readonly InnerLayer[], from: Extent, materials: Materials): BuiltLayer {
  const built: BuiltLayer[] = [];
  let out = from;
  for (let at = 0; at < layers.length; ) {
    const merged = materials.withoutGradients && mergedStart(layers.slice(at), out, materials);
    const next = merged ? merged.built : buildLayer(layers[at], out, materials);
    built.push(next);
    out = next.out;
    at += merged ? merged.count : 1;
  }
  if (materials.withoutGradients) {
    return {
      out,
      apply: (x, context) => ({
        y: built.reduce((y, next) => advanced(y, y === x, (own) => next.apply(own, context).y), x),
        backward: notDifferentiable("a pass that frees what it made on the way"),
      }),
    };
  }
  return {
    out,
    apply: (x, context) =>
      built.reduce<Applied>(
        (before, next) => {
          const { y, backward } = next.apply(before.y, context);
          return { y, backward: (dy) => before.backward(backward(dy)) };
        },
        { y: x, backward: (dy) => dy },
      ),
  };
}
