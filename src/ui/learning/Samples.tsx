import { type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Cell, cellUnder, moveCell, queryAt } from "../../attention/grid";
import { attentionRow } from "../../attention/row";
import type { AttentionSite } from "../../attention/site";
import { picturesOf } from "../../learning/pictures";
import { scoreRule } from "../../learning/rule";
import { clearCanvas, drawHeatMap, drawPicture } from "../../render/canvas";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { formatPercent } from "../../render/format";
import { arrowStep } from "../../state/arrow-keys";
import { type LearningConfig, SAMPLES, useLearning } from "../../state/learning";
import { imagePixels } from "../../state/picture";
import { useText } from "../text";
import { useLearningText } from "./text";

const OPACITY = 0.8;
/** Real ones beside, for comparison. */
const REAL = 6;

/** Generated pictures as they become, with what a cell reads in each; real ones below. */
export function Samples() {
  const text = useLearningText();
  const look = useLearning((state) => state.look);
  const running = useLearning((state) => state.running);
  const next = useLearning((state) => state.config);
  const config = running ?? next;
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
      <Rule config={config} />
      <h2>{text.real}</h2>
      <RealOnes config={config} />
    </>
  );
}

function pictureAt(pictures: Float32Array, { size, channels }: LearningConfig, place: number) {
  const area = size * size * channels;
  return imagePixels(pictures.subarray(place * area, (place + 1) * area), size);
}

interface SampleProps {
  readonly pixels: Uint8ClampedArray<ArrayBuffer> | undefined;
  readonly size: number;
  readonly site?: AttentionSite | undefined;
  readonly query?: Cell | undefined;
  readonly top?: number;
  readonly onPoint?: (cell: Cell) => void;
}

function Sample({ pixels, size, site, query, top = 0, onPoint }: SampleProps) {
  const ground = useRef<HTMLCanvasElement>(null);
  const map = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (!ground.current) return;
    if (pixels) drawPicture(ground.current, pixels, size);
    else clearCanvas(ground.current);
  }, [pixels, size]);
  useLayoutEffect(() => {
    if (!map.current) return;
    if (!site || !query) {
      clearCanvas(map.current);
      return;
    }
    const row = attentionRow(site, queryAt(site.queryGrid, query));
    const style = { kind: "spotlight", opacity: OPACITY } as const;
    drawHeatMap(map.current, site.keyGrid, row, { top, curve: "root" }, style);
  }, [site, query, top]);
  const point = (event: PointerEvent) => {
    if (!site || !onPoint) return;
    const box = event.currentTarget.getBoundingClientRect();
    const cell = cellUnder(
      site.queryGrid,
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
    );
    if (cell) onPoint(cell);
  };
  return (
    <div className="learning-sample" onPointerMove={point} onPointerDown={point}>
      <canvas ref={ground} />
      <canvas ref={map} data-testid="sample-map" />
      {site && query && <Mark site={site} query={query} />}
    </div>
  );
}

function Mark({ site, query }: { readonly site: AttentionSite; readonly query: Cell }) {
  const { width, height } = site.queryGrid;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect x={query.x} y={query.y} width={1} height={1} className="learning-query" />
    </svg>
  );
}

function Bar({ top }: { readonly top: number }) {
  const text = useText();
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (!svg.current) return;
    drawColorBar(svg.current, {
      ...{ colormap: "viridis", spotlight: OPACITY, scale: { top, curve: "root" } },
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

/** Whether the far sides of the generated pictures agree. */
function Rule({ config }: { readonly config: LearningConfig }) {
  const text = useLearningText();
  const look = useLearning((state) => state.look);
  if (!look) return null;
  const score = scoreRule(look.pictures, config);
  return (
    <p className="figures" data-testid="rule" data-kept={score.kept}>
      {score.clear > 0
        ? text.rule(formatPercent(rounded(score.kept)), formatPercent(rounded(score.chance)))
        : text.ruleUnclear}
    </p>
  );
}

const rounded = (share: number) => Math.round(100 * share) / 100;

function RealOnes({ config }: { readonly config: LearningConfig }) {
  const { pictures, size, channels, seed } = config;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the pictures follow from.
  const real = useMemo(() => picturesOf(config, seed, 0, REAL), [pictures, size, channels, seed]);
  return (
    <div className="learning-samples">
      {Array.from({ length: REAL }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is.
        <Sample key={place} pixels={pictureAt(real, config, place)} size={size} />
      ))}
    </div>
  );
}
