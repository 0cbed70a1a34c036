/** What the library offers alike in browsers and in Node; `index.ts` and `index.node.ts` add the engine. */
import type { Raster } from "./export/figure";
import type { FigureWords } from "./export/query-figure";
import { type DirectionVectors, type LatentRecipe, latentOf as latentOfRecipe } from "./latent/latent";
import { errorsEn } from "./locales/en/errors";
import { nodeErrorsEn } from "./locales/en/node-errors";
import { en } from "./locales/en/page";
import { pageErrorsEn } from "./locales/en/page-errors";
import { figureWords } from "./locales/figure-words";
import { sentenceOf } from "./locales/sentence";
import { asLensError } from "./model/errors";
import { imageByte, imagePixels } from "./viewer/views/image";

export {
  type Atlas,
  atlasDeviation,
  atlasRow,
  type RankedSeed,
  rankedSeeds,
} from "./atlas/atlas";
export type { Estimate } from "./atlas/bootstrap";
export type { SeedRanking } from "./atlas/extremes";
export type { Displacements } from "./atlas/mean-rows";
export type { RowBlocks } from "./atlas/row-blocks";
export { attentionColumn } from "./attention/column";
export { longestDistance, meanDistance } from "./attention/geometry";
export {
  type Cell,
  cellCount,
  cellOfKey,
  cellOfQuery,
  cellOn,
  type Grid,
  type KeyIndex,
  keyAt,
  type QueryIndex,
  queryAt,
} from "./attention/grid";
export { type Interventions, NO_INTERVENTION, type SiteIntervention } from "./attention/intervention";
export { keyNormalisersOf } from "./attention/over-queries";
export { meanQuery, partRow, type RowPart, rowShares, totalVariation } from "./attention/parts";
export { RegionMean } from "./attention/region";
export { attentionRow } from "./attention/row";
export { type AttentionSite, rowsSumToOne } from "./attention/site";
export { type SiteSummary, siteSummary, summarizeSite } from "./attention/site-summary";
export { type RowSummary, summarizeRow } from "./attention/summary";
export { topKeys, topMass, type WeighedKey } from "./attention/top";
export { matrixHead, matrixLine, pictureCsv, rowCsv } from "./export/csv";
export type { Figure, FigureMap, Raster } from "./export/figure";
export { FIGURE_FONT } from "./export/figure";
export { type Painter, paintFigure } from "./export/figure-paint";
export { figureSvg } from "./export/figure-svg";
export { matrixFile, type TableFormat } from "./export/matrix";
export { npyFile } from "./export/npy";
export { type NamedArray, npzStream } from "./export/npz";
export { encodePng, type PngText } from "./export/png";
export {
  type FigureOrigin,
  type FigureWords,
  type LayerFigureInput,
  layerFigure,
  pngTextOf,
  type QueryFigureInput,
  queryFigure,
  type RegionFigureInput,
  regionFigure,
} from "./export/query-figure";
export { classWeights } from "./latent/class-weights";
export type { DirectionVectors, LatentRecipe, LatentSource } from "./latent/latent";
export { MAX_SEED, type NoiseKind, normalNoise, truncatedNoise } from "./latent/noise";
export { LensError, type LensErrorCode, type LensErrorDetails } from "./model/errors";
export { type Directions, readDirections } from "./model/formats/directions";
export type { Manifest } from "./model/formats/manifest";
export {
  readStill,
  type Still,
  type StillImage,
  type StillProvenance,
  writeStill,
} from "./model/formats/still";
export type { DownloadProgress, ModelSource } from "./model/storage/open-model";
export {
  type AtlasOptions,
  type AtlasProgress,
  computeAtlas,
  type SeedRequestOptions,
  seedRequests,
} from "./runtime/api/atlas";
export type { Engine, EngineOptions, EngineProgress } from "./runtime/api/engine-types";
export type { LatestWins } from "./runtime/api/latest-wins";
export type { DirectionsOptions } from "./runtime/api/operations";
export type {
  BackendName,
  DirectionsRequest,
  DiscriminatorOutput,
  DiscriminatorRequest,
  FeatureMap,
  FeaturesRequest,
  GenerateRequest,
  Generation,
  QueryVectors,
  SelfCheck,
  VectorsRequest,
} from "./runtime/api/types";

/**
 * A latent z = psi * (noise of the seed, with whatever else is given), [size].
 * @param recipe the seed, and what differs from it: `psi` (1 where absent), `noise` (`normal` where absent,
 * `truncated` as in BigGAN's code), `edits` of single entries, `directions`, `breed`
 * @param size entries of z: `manifest.latent.size`
 * @param vectors the directions that the recipe's steps go along
 * @throws RangeError for a seed that is no unsigned 32-bit integer
 */
export function latentOf(
  recipe: Pick<LatentRecipe, "seed"> & Partial<LatentRecipe>,
  size: number,
  vectors?: DirectionVectors,
): Float32Array {
  const plain = { psi: 1, edits: {}, breed: null, directions: {}, own: {} };
  return latentOfRecipe({ ...plain, ...recipe }, size, vectors);
}

/** A generated image, [size, size, channels] from -1 to 1, as a still or a canvas has it: bytes, rounded and clamped. */
export function imageBytes(image: Float32Array): Uint8Array {
  return new Uint8Array(Uint8ClampedArray.from(image, imageByte).buffer);
}

/** The same as RGBA bytes, [size, size, 4]: the image of a figure. */
export function imageRaster(image: Float32Array, size: number): Raster {
  return { width: size, height: size, pixels: imagePixels(image, size) };
}

/** What the values of a figure's map are. */
export type FigureUnit = keyof typeof en.map.units;

/**
 * A figure's words in English, of beta.
 * @param curve how values become colours: `root` or `linear`
 * @param unit what the values are: `weight` for rows and columns, `sum`, `nats`, `cells` or `share` for maps of the whole layer
 */
export function figureWordsEn(curve: "root" | "linear", unit: FigureUnit = "weight"): FigureWords {
  return figureWords(en, "beta", curve, unit);
}

/** What went wrong and what to do, in an English sentence or two, of anything that was thrown. */
export function errorSentence(thrown: unknown): string {
  const { code, details } = asLensError(thrown);
  return sentenceOf({ ...errorsEn, ...pageErrorsEn, ...nodeErrorsEn }, { code, details });
}
