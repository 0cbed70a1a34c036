import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Cell, moveCell } from "../../attention/grid";
import { picturesOf } from "../../learning/pictures";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { formatCount, formatWholePercent } from "../../render/format";
import { type LearningConfig, SAMPLES, shownConfig, useLearning } from "../../state/training/training";
import { arrowStep } from "../../viewer/state/arrow-keys";
import { useText } from "../text";
import { PictureRow } from "./PictureRow";
import { OPACITY, pictureAt, Sample } from "./Sample";
import { useLearningText } from "./text";

/** Real ones beside, for comparison. */
const REAL = 6;

/** Generated images as they become, with what a cell reads in each; real ones below. */
export function Samples() {
  const text = useLearningText();
  const look = useLearning((state) => state.look);
  const config = useLearning(shownConfig);
  const [query, setQuery] = useState<Cell>();
  const grid = look?.sites[0]?.queryGrid;
  const top = look?.sites.reduce((most, { maxWeight }) => Math.max(most, maxWeight), 0) ?? 0;
  return (
    <>
      <h2>{text.samples}</h2>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
      <div
        className="learning-samples"
        data-testid="samples"
        role="application"
        tabIndex={0}
        aria-label={text.samples}
        aria-describedby="samples-help"
        onPointerLeave={() => setQuery(undefined)}
        onKeyDown={(event) => {
          const arrow = arrowStep(event);
          if (!arrow || !grid) return;
          const middle = { x: grid.width >> 1, y: grid.height >> 1 };
          setQuery(moveCell(grid, query ?? middle, ...arrow));
          event.preventDefault();
        }}
      >
        {Array.from({ length: SAMPLES }, (_, place) => (
          <Sample
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is.
            key={place}
            pixels={look && pictureAt(look.pictures, config, place)}
            size={config.size}
            site={look?.sites[place]}
            query={query}
            top={top}
            onPoint={setQuery}
          />
        ))}
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      {top > 0 && <Bar top={top} />}
      <p id="samples-help" className="quiet">
        {text.samplesHelp}
      </p>
      <Rule />
      <RealOnes config={config} />
    </>
  );
}

function Bar({ top }: { readonly top: number }) {
  const text = useText();
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (!svg.current) return;
    drawColorBar(svg.current, {
      ...{
        colormap: "viridis",
        spotlight: { opacity: OPACITY, veil: "dark" },
        scale: { top, curve: "root" },
      },
      ...{ uniform: undefined, uniformLabel: "", axisLabel: text.map.units.weight },
    });
  }, [top, text]);
  return (
    <svg
      ref={svg}
      className="color-bar"
      viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
      role="img"
      aria-label={`${text.map.units.weight}: 0 – ${top.toPrecision(3)}`}
    />
  );
}

/** Whether the far sides of many generated images agree. */
function Rule() {
  const text = useLearningText();
  const rule = useLearning((state) => state.rule);
  if (!rule) return null;
  return (
    <p className="figures" data-testid="rule" data-kept={rule.kept} data-samples={rule.samples}>
      {rule.clear > 0
        ? text.rule(formatWholePercent(rule.kept), formatCount(rule.samples), formatWholePercent(rule.chance))
        : text.ruleUnclear}
    </p>
  );
}

function RealOnes({ config }: { readonly config: LearningConfig }) {
  const text = useLearningText();
  const { pictures, size, channels, seed } = config;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the images follow from.
  const real = useMemo(() => picturesOf(config, seed, 0, REAL), [pictures, size, channels, seed]);
  return <PictureRow title={text.real} pictures={real} config={config} count={REAL} />;
}
