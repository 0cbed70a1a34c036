import { differenceColor } from "../../render/difference";
import { formatFixed } from "../../render/format";
import { useText } from "../text";

const STOPS = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];

interface ScaleBarProps {
  readonly top: number;
  /** What its colours stand for. */
  readonly axis: string;
  readonly format?: (top: number) => string;
  readonly testId: string;
}

/** The labelled scale of a difference, from less to more. */
export function ScaleBar({ top, axis, format = formatFixed, testId }: ScaleBarProps) {
  return (
    <div data-testid={testId} data-top={top}>
      <div
        className="difference-bar"
        style={{ backgroundImage: `linear-gradient(to right, ${STOPS.map(differenceColor).join(", ")})` }}
      />
      <div className="control-line quiet figures">
        <span>−{format(top)}</span>
        <span>0</span>
        <span>+{format(top)}</span>
      </div>
      <p className="quiet">{axis}</p>
    </div>
  );
}

/** That of an image, from what became darker to what became brighter. */
export function DifferenceBar({ top }: { readonly top: number }) {
  const text = useText();
  return <ScaleBar top={top} axis={text.whatIf.differenceAxis} testId="difference-bar" />;
}
