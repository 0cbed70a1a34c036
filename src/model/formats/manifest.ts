/**
 * The model folder's `model.json`: what a generator (and its discriminator) is made of, where its weights are, and where
 * it comes from. Validated field by field; a bad manifest is refused with the path of the bad field.
 */
import * as v from "valibot";
import { LensError } from "../errors";
import { modelId } from "./model-id";

const positiveInteger = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.minLength(1));

/** A path inside the model folder: relative, no way out of it. */
const relativePath = v.pipe(
  text,
  v.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.\-/=+]+$/, "must be a relative path inside the model folder"),
);

const fileSchema = v.object({
  path: relativePath,
  bytes: positiveInteger,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits")),
});

/** A text by language; English is always there. */
export const localisedText = v.objectWithRest({ en: text }, text);

/** Entries `[from, to)` of z; all of them where absent. */
const latentPart = v.optional(
  v.pipe(
    v.strictTuple([v.pipe(v.number(), v.integer(), v.minValue(0)), positiveInteger]),
    v.check(([from, to]) => from < to, "must be [from, to) with from below to"),
  ),
);

/**
 * Name of the table [classes, E] of the classes' embedding, which several layers may share: the row of the class, or the mixture of rows,
 * times a matrix of the layer's own is added to what is the same for all classes.
 */
const embedding = v.optional(text);

const dense = v.object({
  type: v.literal("dense"),
  name: text,
  /** What part of z it reads (hierarchical latents). Its bias may be a class table, [K, outputs]. */
  latent: latentPart,
  /** Its bias is then a vector, and the matrix `NAME.biasClass`, [outputs, E]. */
  embedding,
  /** Output shape without the batch: `[n]` or `[channels, height, width]`. */
  shape: v.pipe(v.array(positiveInteger), v.minLength(1), v.maxLength(3)),
});
const conv = v.object({
  type: v.literal("conv"),
  name: text,
  padding: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What lies beyond the border; zeros where absent. */
  border: v.optional(v.picklist(["zeros", "reflect"])),
});
/** A transposed convolution, weights [in, out, kh, kw]: out = (in - 1) * stride + kernel - 2 * padding. */
const deconv = v.object({
  type: v.literal("deconv"),
  name: text,
  stride: v.picklist([1, 2]),
  padding: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
const norm = v.object({
  type: v.literal("norm"),
  name: text,
  /** Where scale and shift also depend on z: on that part of it, by `NAME.scaleLatent` and `NAME.shiftLatent`, [C, to - from]. */
  latent: latentPart,
  /** Scale and shift then have one row, and the matrices are `NAME.scaleClass` and `NAME.shiftClass`, [C, E]. */
  embedding,
  /**
   * Where the statistics depend on the truncation psi and are not folded into scale and shift: they are rows of `NAME.mean` and
   * `NAME.variance`, [truncations, C], for psi from 0 in the first to 1 in the last; one row is for every psi.
   */
  statistics: v.optional(
    v.object({
      /** Added to the variance. */
      epsilon: v.pipe(v.number(), v.minValue(0)),
    }),
  ),
});
const relu = v.object({ type: v.literal("activation"), function: v.literal("relu") });
const leakyRelu = v.object({
  type: v.literal("activation"),
  function: v.literal("leakyRelu"),
  /** Below 0. */
  slope: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});
const activation = v.variant("function", [relu, leakyRelu]);
const upsample = v.object({
  type: v.literal("upsample"),
  factor: v.literal(2),
  /** Bilinear as PyTorch's with `align_corners=False`. */
  method: v.picklist(["nearest", "bilinear"]),
});
const averagePool = v.object({ type: v.literal("averagePool"), factor: v.literal(2) });
const sumPool = v.object({ type: v.literal("sumPool") });
const projection = v.object({ type: v.literal("projection"), name: text });
const tanh = v.object({ type: v.literal("tanh") });
const attention = v.object({
  type: v.literal("attention"),
  name: text,
  /** 1: every location is a key. 2: keys and values are max-pooled 2x2. */
  keyPooling: v.picklist([1, 2]),
  outputProjection: v.boolean(),
  /**
   * What the softmax is taken over: the keys of a query, as in the paper, so that rows of beta sum to 1; or, as some code bases have
   * it, the queries of a key, so that columns do.
   */
  softmaxOver: v.optional(v.picklist(["keys", "queries"])),
});

const innerLayer = v.variant("type", [conv, deconv, norm, activation, upsample, averagePool]);
const residual = v.object({
  type: v.literal("residual"),
  main: v.pipe(v.array(innerLayer), v.minLength(1)),
  /** Empty: the identity. */
  shortcut: v.array(innerLayer),
});
const layer = v.variant("type", [
  dense,
  conv,
  deconv,
  norm,
  activation,
  upsample,
  averagePool,
  sumPool,
  projection,
  tanh,
  attention,
  residual,
]);

const networkSchema = v.object({
  weights: fileSchema,
  layers: v.pipe(v.array(layer), v.minLength(1)),
});

const manifestSchema = v.object({
  format: v.literal("sagan-lens-model"),
  version: v.literal(1),
  id: modelId,
  name: localisedText,
  latent: v.object({
    size: v.pipe(positiveInteger, v.maxValue(4096)),
    distribution: v.literal("normal"),
    /** Its code base draws z from a normal distribution truncated at two standard deviations, times psi. */
    truncated: v.optional(v.literal(true)),
  }),
  classes: v.nullable(v.pipe(v.array(v.object({ id: text, name: localisedText })), v.minLength(1))),
  image: v.object({
    size: v.pipe(positiveInteger, v.maxValue(1024)),
    channels: v.picklist([1, 3]),
    range: v.strictTuple([v.literal(-1), v.literal(1)]),
  }),
  generator: networkSchema,
  discriminator: v.nullable(networkSchema),
  snapshots: v.array(
    v.object({
      step: v.pipe(v.number(), v.integer(), v.minValue(0)),
      weights: fileSchema,
      /** Frechet distance of its images to real ones, by `trendSamples` (in the card's metrics) images. */
      distance: v.optional(v.pipe(v.number(), v.minValue(0))),
    }),
  ),
  directions: v.nullable(
    v.object({
      ...fileSchema.entries,
      /** What the first ones do to the eye, in their order; null for one that has no plain word. */
      names: v.optional(v.array(v.nullable(localisedText))),
    }),
  ),
  log: v.optional(v.nullable(fileSchema), null),
  /** Null for a model whose values nobody has computed elsewhere, such as an imported one: it cannot be checked. */
  golden: v.nullable(fileSchema),
  card: v.object({
    data: text,
    licence: text,
    attribution: text,
    training: text,
    metrics: v.record(v.string(), v.number()),
    limits: text,
  }),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
export type Layer = v.InferOutput<typeof layer>;
export type InnerLayer = v.InferOutput<typeof innerLayer>;
export type AttentionLayer = v.InferOutput<typeof attention>;
export type ModelFile = v.InferOutput<typeof fileSchema>;

/**
 * A manifest from the text of a `model.json`.
 * @param json the file's text
 * @param where its address, for the error's sentence
 * @throws LensError `manifest-not-json`, or `manifest-field` with `path` (dotted) and `problem`
 */
export function parseManifest(json: string, where: string): Manifest {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw new LensError("manifest-not-json", { where, problem: (error as Error).message });
  }
  const result = v.safeParse(manifestSchema, data, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new LensError("manifest-field", {
    where,
    path: v.getDotPath(issue) ?? "(the whole file)",
    problem: issue.message,
  });
}
