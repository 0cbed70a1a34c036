import type { Estimate } from "../../atlas/bootstrap";
import { formatFixed } from "../../render/format";
import { useAtlas } from "../../state/atlas/atlas-store";
import { useAtlasText } from "./text";

const FIGURES = ["position", "content", "total"] as const;

/** The three figures of the layer, each with its interval. */
export function ThreeFigures() {
  const { figures: text } = useAtlasText();
  const figures = useAtlas((state) => state.figures);
  return (
    <section className="atlas-figures" aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <dl>
        {FIGURES.map((name) => (
          <div key={name} data-testid={`atlas-${name}`} data-value={figures?.[name].value}>
            <dt>{text[name].label}</dt>
            <dd className="atlas-value figures">{figures ? formatFixed(figures[name].value) : "–"}</dd>
            <dd className="quiet figures atlas-interval-place">
              <Interval estimate={figures?.[name]} />
            </dd>
            <dd className="quiet">{text[name].help}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{text.note}</p>
    </section>
  );
}

/** In words, and as a line on an axis from 0 to 1. */
function Interval({ estimate }: { readonly estimate: Estimate | undefined }) {
  const { figures: text } = useAtlasText();
  if (!estimate) return null;
  const { value, interval } = estimate;
  const [low, high] = interval ?? [value, value];
  return (
    <>
      <svg className="atlas-interval" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="atlas-interval-axis" x="0" y="3.5" width="100" height="1" />
        <rect className="atlas-interval-range" x={100 * low} y="2" width={100 * (high - low)} height="4" />
        <rect className="atlas-interval-value" x={100 * value - 0.4} y="0" width="0.8" height="8" />
      </svg>
      {interval ? text.interval(formatFixed(low), formatFixed(high)) : text.noInterval}
    </>
  );
}
