import { endMix, settleMix } from "../../state/collection/saved-images";
import { useStore } from "../../state/store/store";
import { mixPath, mixShare } from "../../viewer/controls/table";
import { ControlChoice, ControlSlider } from "../inputs/controls";
import { useText } from "../text";

/** How much of the other image is in this one, and on which path between them. */
export function Mix() {
  const text = useText();
  const seed = useStore((state) => state.lens.breed?.with.seed);
  if (seed === undefined) return null;
  return (
    <section className="steer-part" data-testid="mix" aria-label={text.mix.heading}>
      <div className="control-line">
        <h3>{text.mix.heading}</h3>
        <div className="button-row">
          <button type="button" onClick={settleMix}>
            {text.mix.settle}
          </button>
          <button type="button" onClick={endMix}>
            {text.mix.end}
          </button>
        </div>
      </div>
      <ControlSlider control={mixShare} help={text.mix.shareHelp(seed)} />
      <ControlChoice control={mixPath} texts={text.mix.paths} />
    </section>
  );
}
