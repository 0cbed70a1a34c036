import { useState } from "react";
import { setSeed } from "../../state/store/actions";
import { BOUNDS } from "../../viewer/controls/bounds";
import { Strip } from "../inputs/Strip";
import { useText } from "../text";
import { useRecipe } from "../use-recipe";

const PER_PAGE = 12;

/** The images of the seeds around the current one; a click takes one. */
export function SeedGrid() {
  const text = useText();
  const recipe = useRecipe();
  const { seed } = recipe;
  const own = Math.floor(seed / PER_PAGE);
  // Pages turned away from the seed's own; a seed of another page turns back to its own.
  const [turn, setTurn] = useState({ from: own, by: 0 });
  const turned = turn.from === own ? turn.by : 0;
  const setTurned = (by: number) => setTurn({ from: own, by });
  const last = Math.floor(BOUNDS.seed.max / PER_PAGE);
  const page = Math.min(last, Math.max(0, own + turned));
  const seeds = Array.from({ length: PER_PAGE }, (_, at) => page * PER_PAGE + at).filter(
    (n) => n <= BOUNDS.seed.max,
  );
  const items = seeds.map((number) => ({
    label: text.gallery.item(number),
    caption: `${number}`,
    recipe: { ...recipe, seed: number },
    chosen: number === seed,
  }));
  return (
    <>
      <Strip items={items} testId="seed-grid" onChoose={(place) => setSeed(seeds[place])} />
      <div className="button-row">
        <button type="button" disabled={page === 0} onClick={() => setTurned(turned - 1)}>
          {text.image.earlier}
        </button>
        <button type="button" disabled={page === last} onClick={() => setTurned(turned + 1)}>
          {text.image.later}
        </button>
      </div>
    </>
  );
}
