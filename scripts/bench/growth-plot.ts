/** The growth figures of a run as an SVG: time and memory against the size, both axes logarithmic. Legible on light and dark grounds. */
import { scaleLog } from "d3-scale";
import { line as path } from "d3-shape";
import type { Line } from "./line";

interface Series {
  readonly label: string;
  /** [size, value] */
  readonly points: readonly (readonly [number, number])[];
  readonly kind: "first" | "second" | "reference";
}

interface Panel {
  readonly title: string;
  readonly x: string;
  readonly series: readonly Series[];
}

const WIDTH = 320;
const HEIGHT = 260;
const MARGIN = { top: 34, right: 14, bottom: 40, left: 52 };
/** Between the middles of two labels below an axis. */
const LABEL_ROOM = 26;
const STYLE = `
  text { font: 11px system-ui, sans-serif; fill: #333 }
  .title { font-size: 12px; font-weight: 600 }
  .axis { stroke: #999; stroke-width: 1; fill: none }
  .first { stroke: #1f6fb4; fill: #1f6fb4 } .second { stroke: #b4521f; fill: #b4521f } .reference { stroke: #777; fill: #777 }
  path.first, path.second, path.reference { fill: none; stroke-width: 2 } path.reference { stroke-dasharray: 4 3; stroke-width: 1.5 }
  text.first, text.second, text.reference { stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd } .axis { stroke: #888 }
    .first { stroke: #6db3ee; fill: #6db3ee } .second { stroke: #f0955f; fill: #f0955f } .reference { stroke: #aaa; fill: #aaa }
  }`;

/** @param lines of `row`, `summary`, `acts` and `models` */
export function growthPlot(lines: readonly Line[]): string {
  const series = (name: string, figure: string, label: string, kind: Series["kind"], factor = 1): Series => ({
    label,
    kind,
    points: lines
      .filter((entry) => entry.name === name && typeof entry[figure] === "number")
      .map((entry) => [Number(entry.n), Number(entry[figure]) * factor] as const)
      .filter(([, value]) => value > 0),
  });
  const memory = series("summary", "peakAboveIdle", "summary", "first");
  const panels: Panel[] = [
    {
      title: "Time, ms",
      x: "query cells N",
      series: [
        series("summary", "median", "summary", "first"),
        series("row", "median", "one row", "second", 0.001),
      ],
    },
    {
      title: "Peak memory above idle, MB",
      x: "query cells N",
      series: [
        memory,
        {
          label: "the matrix, were it kept",
          kind: "reference",
          points: memory.points.map(([n]) => [n, (4 * n * n) / 2 ** 20]),
        },
      ],
    },
    {
      title: "Time, ms",
      x: "acts made, models kept",
      series: [
        series("models", "median", "list of models", "first"),
        series("acts", "median", "an act", "second", 0.001),
      ],
    },
  ];
  const drawn = panels.filter((panel) => panel.series.some(({ points }) => points.length > 0));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * drawn.length} ${HEIGHT}" width="${WIDTH * drawn.length}" height="${HEIGHT}" role="img" aria-label="How time and memory grow">
<style>${STYLE}</style>
${drawn.map((panel, at) => `<g transform="translate(${at * WIDTH} 0)">${drawPanel(panel)}</g>`).join("\n")}
</svg>
`;
}

function drawPanel({ title, x: xTitle, series }: Panel): string {
  const shown = series.filter(({ points }) => points.length > 0);
  const all = shown.flatMap(({ points }) => points);
  const x = scaleLog(bounds(all.map(([n]) => n)), [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLog(bounds(all.map(([, value]) => value)), [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const bottom = HEIGHT - MARGIN.bottom;
  const sizes = spaced(
    [...new Set(all.map(([n]) => n))].sort((a, b) => a - b),
    x,
  );
  const [low, high] = y.domain();
  const powers = Array.from({ length: 20 }, (_, at) => 10 ** (at - 8)).filter((p) => p >= low && p <= high);
  const parts = [
    `<text class="title" x="${MARGIN.left}" y="16">${title}</text>`,
    `<path class="axis" d="M${MARGIN.left},${MARGIN.top}V${bottom}H${WIDTH - MARGIN.right}"/>`,
    `<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${xTitle}</text>`,
    ...sizes.map(
      (n) => `<text x="${place(x(n))}" y="${bottom + 16}" text-anchor="middle">${short(n)}</text>`,
    ),
    ...powers.map(
      (p) =>
        `<path class="axis" d="M${MARGIN.left - 4},${place(y(p))}h4"/><text x="${MARGIN.left - 8}" y="${place(y(p) + 4)}" text-anchor="end">${short(p)}</text>`,
    ),
  ];
  const toPath = path<readonly [number, number]>(
    ([n]) => x(n),
    ([, value]) => y(value),
  ).digits(1);
  for (const { label, points, kind } of shown) {
    parts.push(`<path class="${kind}" d="${toPath(points)}"/>`);
    if (kind !== "reference") {
      for (const [n, value] of points)
        parts.push(`<circle class="${kind}" cx="${place(x(n))}" cy="${place(y(value))}" r="3"/>`);
    }
    const [n, value] = points[points.length - 1];
    parts.push(
      `<text class="${kind}" x="${place(x(n))}" y="${place(y(value) - 10)}" text-anchor="end">${label}</text>`,
    );
  }
  return parts.join("\n");
}

/** Bounds with some room, so that no point lies on an axis. */
function bounds(values: readonly number[]): [number, number] {
  return [Math.min(...values) / 1.6, Math.max(...values) * 1.6];
}

/** Those of the sizes, ascending, whose labels do not run into the one before. */
function spaced(sizes: readonly number[], x: (n: number) => number): number[] {
  const kept: number[] = [];
  for (const n of sizes) {
    const before = kept.at(-1);
    if (before === undefined || x(n) - x(before) >= LABEL_ROOM) kept.push(n);
  }
  return kept;
}

const place = (value: number) => value.toFixed(1);

function short(value: number): string {
  if (value >= 1000) return `${Number((value / 1000).toPrecision(2))}k`;
  return String(Number(value.toPrecision(2)));
}
