import { useLayoutEffect, useRef } from "react";
import { drawHistogram, HISTOGRAM, spreadOf } from "../../render/charts/histogram";
import { formatFixed } from "../../render/format";
import { useAtlas } from "../../state/atlas/atlas-store";
import { useAtlasText } from "./text";
import "../training/training.css";

/** What the layer does to the images, as distributions over the seeds. */
export function Effects() {
  const { effects: text, file } = useAtlasText();
  const isAbsent = useAtlas((state) => state.figures?.effects === null);
  const effects = useAtlas((state) => state.figures?.effects) ?? undefined;
  const shares = useAtlas((state) => state.figures?.shares);
  return (
    <>
      <Distribution
        testId="effects"
        values={effects}
        heading={text.effect}
        help={text.effectHelp}
        axis={text.effectAxis}
        absent={isAbsent ? file.noEffects : undefined}
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
  /** Absent before there are any. */
  readonly values: readonly number[] | undefined;
  readonly heading: string;
  readonly help: string;
  readonly axis: string;
  /** Said in place of the distribution where there will be none. */
  readonly absent?: string | undefined;
}

function Distribution({ testId, values, heading, help, axis, absent }: DistributionProps) {
  const { effects: text } = useAtlasText();
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (svg.current && values) drawHistogram(svg.current, { values, axes: { x: axis, y: text.seeds } });
  }, [values, axis, text]);
  const spread = values && spreadOf(values);
  const words =
    spread && text.median(formatFixed(spread.median), formatFixed(spread.low), formatFixed(spread.high));
  return (
    <figure data-testid={testId} data-median={spread?.median}>
      <h2>{heading}</h2>
      {absent ? (
        <p className="quiet">{absent}</p>
      ) : (
        <svg
          ref={svg}
          viewBox={`0 0 ${HISTOGRAM.width} ${HISTOGRAM.height}`}
          role="img"
          aria-label={`${heading}. ${words ?? ""}`}
        />
      )}
      <p className="quiet figures">
        {help} {words}
      </p>
    </figure>
  );
}
