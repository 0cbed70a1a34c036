/** Where a score lies among the margins of the hinge loss. d3 into an svg; what was there is replaced. */
import { axisBottom } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";

export interface ScoreLineOptions {
  /** D(x). */
  readonly score: number;
  /** Mean scores that were logged at the end of training; absent where there is no log. */
  readonly means: readonly { readonly value: number; readonly label: string }[];
  readonly marginLabels: { readonly made: string; readonly real: string };
}

export const SCORE_LINE = { width: 320, height: 82, pad: 14, top: 48 } as const;
/** Where the hinge loss stops: -1 for generated images, 1 for real ones (Zhang et al. 2019, equation 4). */
export const MARGIN = 1;
/** The axis shows this much at least. */
const LEAST = 2.5;
/** Lines of text, from above: the margins, the means. */
const LINES = { margins: 12, means: 28 } as const;
/** Size of the text, as the style sheet has it. */
const FONT = 10;
/** Between two labels of one line. */
const GAP = 6;
const HALF_BAND = 10;

/** Letters of about the font's whole width, such as Hangul; others have about six tenths of it. */
const WIDE = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffe6]/;

/** About how wide a text is drawn, and rather more than less. */
export function labelWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + FONT * (WIDE.test(letter) ? 1 : 0.6), 0);
}

/**
 * Centres of labels on one line, in the order of what they belong to: each as near to it as the others and the ends of the line allow.
 * @param labels where each would stand alone, and how wide it is
 */
export function spreadLabels(
  labels: readonly { readonly at: number; readonly width: number }[],
  [from, to]: readonly [from: number, to: number],
): readonly number[] {
  const order = labels.map((_, place) => place).sort((a, b) => labels[a].at - labels[b].at);
  const widths = order.map((place) => labels[place].width);
  const wanted = order.map((place) => labels[place].at - labels[place].width / 2);
  const pushedRight = (starts: readonly number[]) => {
    let least = from;
    return starts.map((start, at) => {
      const moved = Math.max(start, least);
      least = moved + widths[at] + GAP;
      return moved;
    });
  };
  const pushedLeft = (starts: readonly number[]) => {
    let most = to;
    const moved = [...starts];
    for (let at = starts.length - 1; at >= 0; at--) {
      moved[at] = Math.min(starts[at], most - widths[at]);
      most = moved[at] - GAP;
    }
    return moved;
  };
  // Halfway between two ways to make room, which both do: neither label alone gives way.
  const [one, other] = [pushedLeft(pushedRight(wanted)), pushedRight(pushedLeft(wanted))];
  const centres: number[] = [];
  order.forEach((place, at) => {
    centres[place] = (one[at] + other[at] + widths[at]) / 2;
  });
  return centres;
}

export function drawScoreLine(svg: SVGSVGElement, { score, means, marginLabels }: ScoreLineOptions): void {
  const { width, pad, top } = SCORE_LINE;
  const reach = Math.max(LEAST, Math.abs(score) * 1.1, ...means.map(({ value }) => Math.abs(value) * 1.1));
  const x = scaleLinear([-reach, reach], [pad, width - pad]);
  const root = select(svg);
  root.selectAll("*").remove();
  const band = (from: number, to: number, kind: string) =>
    root
      .append("rect")
      .attr("class", `score-band score-${kind}`)
      .attr("x", x(from))
      .attr("width", x(to) - x(from))
      .attr("y", top - HALF_BAND)
      .attr("height", 2 * HALF_BAND);
  band(-reach, -MARGIN, "made");
  band(MARGIN, reach, "real");
  const label = (at: number, y: number, anchor: string, text: string) =>
    root.append("text").attr("x", at).attr("y", y).attr("text-anchor", anchor).text(text);
  label(pad, LINES.margins, "start", marginLabels.made);
  label(width - pad, LINES.margins, "end", marginLabels.real);
  root
    .append("g")
    .attr("class", "chart-axis")
    .attr("transform", `translate(0,${top + HALF_BAND})`)
    .call(axisBottom(x).ticks(7).tickSize(4));
  root.selectAll(".chart-axis text").attr("font-size", null).attr("font-family", null);
  const centres = spreadLabels(
    means.map(({ value, label: name }) => ({ at: x(value), width: labelWidth(name) })),
    [0, width],
  );
  means.forEach(({ value, label: name }, place) => {
    // From the label, which may stand aside, down to the mean.
    const ends = [
      [centres[place], LINES.means + 3],
      [x(value), top - HALF_BAND],
      [x(value), top + HALF_BAND],
    ];
    root
      .append("polyline")
      .attr("class", "score-mean")
      .attr("points", ends.map((point) => point.join(",")).join(" "));
    label(centres[place], LINES.means, "middle", name);
  });
  root.append("circle").attr("class", "score-mark").attr("cx", x(score)).attr("cy", top).attr("r", 6);
}
