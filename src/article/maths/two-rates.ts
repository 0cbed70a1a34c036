/**
 * A toy of two learning rates, after the "Dirac-GAN" of Mescheder et al. 2018 (arXiv:1801.04406). The real image is 0, the made
 * one theta, and the discriminator's score of x is phi x. The discriminator goes uphill in -phi theta - phi^2 / 2 (score of the
 * real one minus that of the made one, less a penalty), the generator uphill in phi theta. Near 0 that is what the hinge loss
 * gives, since both scores lie inside its lines.
 */

export interface Toy {
  /** The made image. */
  readonly theta: number;
  /** The discriminator's slope. */
  readonly phi: number;
}

export const TOY_START: Toy = { theta: 1, phi: 0 };

/** One update of each, from the same moment. */
export function toyStep({ theta, phi }: Toy, generatorRate: number, discriminatorRate: number): Toy {
  return { theta: theta + generatorRate * phi, phi: phi - discriminatorRate * (theta + phi) };
}

/** The path from the start, [steps + 1]. */
export function toyPath(generatorRate: number, discriminatorRate: number, steps: number): Toy[] {
  const path = [TOY_START];
  for (let step = 0; step < steps; step++) path.push(toyStep(path[step], generatorRate, discriminatorRate));
  return path;
}

/** How often the made image runs past the target by more than can be seen. */
export function crossings(path: readonly Toy[], visible = 1e-3): number {
  let side = 1;
  let count = 0;
  for (const { theta } of path) {
    if (theta * side < -visible) {
      side = -side;
      count++;
    }
  }
  return count;
}
