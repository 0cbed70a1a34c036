import { useLayoutEffect, useRef } from "react";
import { drawHistogram, HISTOGRAM, spreadOf } from "../../render/charts/histogram";
import { formatFixed } from "../../render/format";
import { useAtlas } from "../../state/atlas/atlas-store";
import { useAtlasText } from "./text";
import "../training/training.css";

/** What the layer does to the images, as distributions over the seeds. */
export function Effects() {
  const { effects: text } = useAtlasText();
  const effects = useAtlas((state) => state.figures?.effects);
  const shares = useAtlas((state) => state.figures?.shares);
  if (!effects || !shares) return null;
  return (
    <>
      <Distribution
        testId="effects"
        values={effects}
        heading={text.effect}
        help={text.effectHelp}
        axis={text.effectAxis}
      />
      <Distribution
        testId="shares"
        values={shares}
        heading={text.share}
        help={text.shareHelp}
        axis={text.shareAxis}
      />
    </>
  );
}

interface DistributionProps {
  readonly testId: string;
  readonly values: readonly number[];
  readonly heading: string;
  readonly help: string;
  readonly axis: string;
}

function Distribution({ testId, values, heading, help, axis }: DistributionProps) {
  const { effects: text } = useAtlasText();
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (svg.current) drawHistogram(svg.current, { values, axes: { x: axis, y: text.seeds } });
  }, [values, axis, text]);
  const { median, low, high } = spreadOf(values);
  const words = text.median(formatFixed(median), formatFixed(low), formatFixed(high));
  return (
    <figure data-testid={testId} data-median={median}>
      <h2>{heading}</h2>
      <svg
        ref={svg}
        viewBox={`0 0 ${HISTOGRAM.width} ${HISTOGRAM.height}`}
        role="img"
        aria-label={`${heading}. ${words}`}
      />
      <p className="quiet figures">
        {help} {words}
      </p>
    </figure>
  );
}
