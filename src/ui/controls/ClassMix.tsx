import { classWeights } from "../../latent/class-weights";
import { formatPercent } from "../../render/format";
import { setClasses } from "../../state/actions";
import { useStore } from "../../state/store";
import { useLocalised, useText } from "../text";
import { Slider } from "./Slider";

/** Mixes classes by weights: the class tables of scale and shift are blended, which no training picture was. */
export function ClassMix() {
  const text = useText();
  const localised = useLocalised();
  const classes = useStore((state) => state.manifest?.classes);
  const chosen = useStore((state) => state.lens.classes);
  if (!classes) return null;
  const ids = classes.map(({ id }) => id);
  const weights = classWeights(chosen, ids);
  const raw = (index: number) =>
    chosen[ids[index]] ?? (Object.keys(chosen).length === 0 ? weights[index] : 0);
  return (
    <details className="fold" data-testid="class-mix">
      <summary>{text.picture.mix}</summary>
      <p className="quiet">{text.picture.mixHelp}</p>
      {classes.map(({ id, name }, index) => (
        <Slider
          key={id}
          label={localised(name)}
          help={text.picture.mixShare(formatPercent(weights[index]))}
          value={raw(index)}
          min={0}
          max={1}
          step={0.01}
          onChange={(weight) =>
            setClasses({ ...Object.fromEntries(ids.map((other, at) => [other, raw(at)])), [id]: weight })
          }
        />
      ))}
    </details>
  );
}
