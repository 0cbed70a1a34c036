import { useState } from "react";
import { classWeights } from "../../latent/class-weights";
import { formatPercent } from "../../render/format";
import { setClasses } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { BOUNDS } from "../../viewer/controls/bounds";
import { sliderRange } from "../../viewer/controls/scale";
import { FEW_CLASSES, listedClasses } from "../../viewer/state/class-list";
import { Slider } from "../inputs/Slider";
import { ClassSearch } from "./ClassSearch";
import { useClassText } from "./class-text";
import { useClassNames } from "./use-class-names";

/** Mixes classes by weights: the class tables of scale and shift are blended, which no training image was. */
export function ClassMix() {
  const own = useClassText();
  const classes = useStore((state) => state.manifest?.classes);
  const chosen = useStore((state) => state.lens.classes);
  const [search, setSearch] = useState("");
  const names = useClassNames();
  if (!classes) return null;
  const ids = classes.map(({ id }) => id);
  const weights = classWeights(chosen, ids);
  const raw = (index: number) =>
    chosen[ids[index]] ?? (Object.keys(chosen).length === 0 ? weights[index] : 0);
  // Of many classes those of the mix, also one that was just turned down to 0, and those that are looked for.
  const mixed = ids.flatMap((id, index) => (id in chosen || raw(index) > 0 ? [index] : []));
  const listed = listedClasses(classes, mixed, search);
  const said = ids.length > FEW_CLASSES ? mixed : listed;
  return (
    <details className="fold" data-testid="class-mix">
      <summary>{own.mix}</summary>
      <p className="quiet">{own.mixHelp}</p>
      <ClassSearch value={search} shown={listed.length} count={classes.length} onChange={setSearch} />
      {listed.map((index) => (
        <Slider
          key={ids[index]}
          label={names[index]}
          help={own.mixShare(formatPercent(weights[index]))}
          value={raw(index)}
          {...sliderRange(BOUNDS.classWeight)}
          onChange={(weight) =>
            setClasses({
              ...Object.fromEntries(said.map((other) => [ids[other], raw(other)])),
              [ids[index]]: weight,
            })
          }
        />
      ))}
    </details>
  );
}
