import { useState } from "react";
import { MAX_SEED } from "../../latent/noise";
import { setSeed } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { recipeOf } from "../../viewer/state/recipe";
import { Fold } from "../inputs/Fold";
import { Strip } from "../inputs/Strip";
import { useText } from "../text";

const PER_PAGE = 12;

/** The images of the seeds around the one on show; a click takes one. */
export function SeedGrid() {
  const text = useText();
  return (
    <Fold heading={text.image.seeds} testId="seeds">
      <Page />
    </Fold>
  );
}

function Page() {
  const text = useText();
  const lens = useStore((state) => state.lens);
  const { seed } = lens;
  const own = Math.floor(seed / PER_PAGE);
  // Pages turned away from the seed's own; a seed of another page turns back to its own.
  const [turn, setTurn] = useState({ from: own, by: 0 });
  const turned = turn.from === own ? turn.by : 0;
  const setTurned = (by: number) => setTurn({ from: own, by });
  const last = Math.floor(MAX_SEED / PER_PAGE);
  const page = Math.min(last, Math.max(0, own + turned));
  const seeds = Array.from({ length: PER_PAGE }, (_, at) => page * PER_PAGE + at).filter(
    (n) => n <= MAX_SEED,
  );
  const items = seeds.map((number) => ({
    label: text.gallery.item(number),
    caption: `${number}`,
    recipe: { ...recipeOf(lens), seed: number },
    chosen: number === seed,
  }));
  return (
    <>
      <p className="quiet">{text.image.seedsHelp}</p>
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
