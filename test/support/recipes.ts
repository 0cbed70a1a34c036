/** Recipes and states at random, for property tests. */
import fc from "fast-check";
import type { LinkState } from "../../src/viewer/address/address";
import { BOUNDS } from "../../src/viewer/controls/bounds";
import {
  COLORMAPS,
  COMPARISONS,
  CURVES,
  MAPS,
  MAX_PINS,
  OVERLAYS,
  PARTS,
  SCALES,
} from "../../src/viewer/state/lens-state";
import type { ImageRecipe } from "../../src/viewer/state/recipe";

/** Entries of the latents that recipes are made for. */
export const LATENT_SIZE = 128;

// JSON knows no -0.
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const steps = <T>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>) =>
  fc.dictionary(keys, values, { noNullPrototype: true, maxKeys: 6 });
const whole = (max: number) => fc.integer({ min: 0, max });

export const anySeed = whole(0xffffffff);
export const anyShare = number(0, 1);
export const anyEdits = steps(whole(LATENT_SIZE - 1).map(String), number(-4, 4));
const anyClasses = fc.record({ river: anyShare, "Road, paved": anyShare }, { noNullPrototype: true });

export const anyRecipe: fc.Arbitrary<ImageRecipe> = fc.record(
  {
    model: fc.constant("cats64"),
    seed: anySeed,
    psi: number(0, 2),
    noise: fc.constantFrom(undefined, "truncated" as const),
    edits: anyEdits,
    classes: anyClasses,
    layerClasses: steps(fc.constantFrom("1", "3"), anyClasses),
    directions: steps(fc.constantFrom("0", "1"), number(-8, 8)),
    own: steps(fc.constant("a"), number(-8, 8)),
    breed: fc.option(
      fc.record(
        {
          with: fc.record({ seed: anySeed, edits: anyEdits }, { noNullPrototype: true }),
          share: anyShare,
          path: fc.constantFrom("spherical" as const, "straight" as const),
        },
        { noNullPrototype: true },
      ),
    ),
    snapshot: fc.option(whole(9000)),
  },
  { noNullPrototype: true },
);

const anyCell = fc.record({ x: whole(127), y: whole(127) }, { noNullPrototype: true });
const locations = fc.uniqueArray(whole(1023), { maxLength: 40 }).map((list) => list.sort((a, b) => a - b));
const anyInterventions = steps(
  fc.constantFrom("g.attn", "g:odd;name,"),
  fc
    .record(
      {
        gammaScale: number(-1, 2),
        temperature: number(0.1, 10),
        maskedKeys: locations,
        maskedQueries: locations,
      },
      { noNullPrototype: true },
    )
    // A site that nothing was changed in may as well be absent.
    .filter(({ gammaScale }) => gammaScale !== 1),
);

export const anyState: fc.Arbitrary<LinkState> = fc
  .tuple(
    anyRecipe,
    fc.record(
      {
        locks: locations.map((list) => list.filter((entry) => entry < LATENT_SIZE)),
        site: fc.option(fc.constantFrom("g.attn", "g.b&c=d#e%f")),
        query: anyCell,
        pins: fc.array(anyCell, { maxLength: MAX_PINS }),
        region: locations,
        map: fc.constantFrom(...MAPS),
        part: fc.constantFrom(...PARTS),
        interventions: anyInterventions,
        compare: fc.constantFrom(...COMPARISONS),
        mass: anyShare,
        links: whole(BOUNDS.links.max),
        reach: fc.boolean(),
        scale: fc.constantFrom(...SCALES),
        curve: fc.constantFrom(...CURVES),
        colormap: fc.constantFrom(...COLORMAPS),
        overlay: fc.constantFrom(...OVERLAYS),
        opacity: anyShare,
        smooth: fc.boolean(),
        walk: fc.record(
          {
            frames: fc.array(anyRecipe, { maxLength: 4 }),
            secondsPerFrame: number(0.5, 10),
            loop: fc.boolean(),
            at: number(0, 4),
          },
          { noNullPrototype: true },
        ),
        pinned: fc.option(
          fc.record({ recipe: anyRecipe, interventions: anyInterventions }, { noNullPrototype: true }),
        ),
      },
      { noNullPrototype: true },
    ),
  )
  .map(([recipe, rest]) => ({ ...recipe, ...rest }));
