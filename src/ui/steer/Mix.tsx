import { endBreed, settleBreed } from "../../state/collection/saved-images";
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
    <section className="steer-part" data-testid="breed" aria-label={text.breed.heading}>
      <div className="control-line">
        <h3>{text.breed.heading}</h3>
        <div className="button-row">
          <button type="button" onClick={settleBreed}>
            {text.breed.settle}
          </button>
          <button type="button" onClick={endBreed}>
            {text.breed.end}
          </button>
        </div>
      </div>
      <ControlSlider control={mixShare} help={text.breed.shareHelp(seed)} />
      <ControlChoice control={mixPath} texts={text.breed.paths} />
    </section>
  );
}
