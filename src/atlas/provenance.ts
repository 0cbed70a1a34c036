/** Where an atlas comes from; in an `.npz` file as `provenance.json`. */
export interface AtlasProvenance {
  readonly model: string;
  /** SHA-256 of the weights that generated the images. */
  readonly weights: string;
  /** Training step of the snapshot; null for the finished generator. */
  readonly step: number | null;
  readonly site: string;
  /** Such as `0-999`. */
  readonly seeds: string;
  readonly seedCount: number;
  readonly psi: number;
  /** Weights by class, the same for all seeds; `in turn` where class number seed modulo classes; null for a model without classes. */
  readonly classes: Readonly<Record<string, number>> | "in turn" | null;
  readonly gamma: number;
  readonly temperature: number;
}
