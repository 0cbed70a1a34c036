import { differenceColor } from "../../render/difference";
import { formatFixed } from "../../render/format";
import { useText } from "../text";

const STOPS = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];

/** The labelled scale of the difference, from what became darker to what became brighter. */
export function DifferenceBar({ top }: { readonly top: number }) {
  const text = useText();
  return (
    <div data-testid="difference-bar" data-top={top}>
      <div
        className="difference-bar"
        style={{ backgroundImage: `linear-gradient(to right, ${STOPS.map(differenceColor).join(", ")})` }}
      />
      <div className="control-line quiet figures">
        <span>−{formatFixed(top)}</span>
        <span>0</span>
        <span>+{formatFixed(top)}</span>
      </div>
      <p className="quiet">{text.whatIf.differenceAxis}</p>
    </div>
  );
}
