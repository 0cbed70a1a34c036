/** Seeded numbers: every draw of a run is a function of its seed, a purpose and the step, so that a resumed run draws the same. */
import { mersenne } from "pure-rand/generator/mersenne";
import { normalNoise } from "../latent/noise";

/** What a draw is for; no two purposes share numbers. */
export const PURPOSE = {
  weights: 1,
  vectors: 2,
  pictures: 3,
  latents: 4,
  samples: 5,
  statistics: 6,
} as const;

/** A seed of 32 bits from several numbers, each of which changes all of it (the finaliser of MurmurHash3, Appleby 2011). */
export function mixedSeed(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash = (hash ^ (hash >>> 16)) + 0x6d2b79f5;
  }
  return hash >>> 0;
}

/** Even draws from a seed. */
export interface Draw {
  /** A number from `least` up to, not with, `most`. */
  number(least: number, most: number): number;
  /** A whole number from 0 to `count` - 1. */
  whole(count: number): number;
}

export function drawFrom(seed: number): Draw {
  const generator = mersenne(seed | 0);
  const unit = () => (generator.next() >>> 0) / 2 ** 32;
  return {
    number: (least, most) => least + (most - least) * unit(),
    whole: (count) => Math.floor(unit() * count),
  };
}

/** Latents of one step, [batch, latent] row by row. */
export function latentsOf(seed: number, step: number, batch: number, latent: number): Float32Array {
  return normalNoise(mixedSeed(seed, PURPOSE.latents, step), batch * latent);
}
