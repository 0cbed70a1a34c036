import { type ReactNode, useLayoutEffect, useRef } from "react";
import { formatFixed } from "../../render/format";
import { drawLineChart, LINE_CHART, type Series } from "../../render/line-chart";
import { drawScoreHistogram, SCORE_HISTOGRAM } from "../../render/score-histogram";
import { type LayerSpectrum, type StepFigures, useLearning } from "../../state/learning";
import "../training/training.css";
import { useLearningText } from "./text";

/** What is measured, a figure for each ingredient with a line on what it says. */
export function Figures() {
  const text = useLearningText();
  return (
    <div className="learning-charts">
      <Chart
        title={text.losses}
        help={text.lossesHelp}
        series={[
          [text.discriminator, (row) => row.discriminatorLoss],
          [text.generator, (row) => row.generatorLoss],
        ]}
      />
      <Histogram />
      <Chart
        title={text.gammas}
        help={text.gammasHelp}
        series={[
          [text.generator, (row) => row.generatorGamma ?? null],
          [text.discriminator, (row) => row.discriminatorGamma ?? null],
        ]}
      />
      <Chart
        title={text.updates}
        help={text.updatesHelp}
        series={[
          [text.discriminator, (row) => row.discriminatorUpdate],
          [text.generator, (row) => row.generatorUpdate],
        ]}
      />
      <SpectraTable />
    </div>
  );
}

interface FigureProps {
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

function Figure({ title, help, children }: FigureProps) {
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <p className="quiet">{help}</p>
      </figcaption>
      {children}
    </figure>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <p className="quiet chart-names">
      {names.map((name, number) => (
        <span key={name} className={`chart-name chart-line-${number}`}>
          {name}
        </span>
      ))}
    </p>
  );
}

interface ChartProps {
  readonly title: string;
  readonly help: string;
  readonly series: readonly (readonly [name: string, value: (row: StepFigures) => number | null])[];
}

function Chart({ title, help, series }: ChartProps) {
  const svg = useRef<SVGSVGElement>(null);
  const rows = useLearning((state) => state.rows);
  useLayoutEffect(() => {
    if (!svg.current) return;
    const drawn = series.map(([name, value]): Series => ({ name, values: rows.map(value) }));
    drawLineChart(svg.current, { steps: rows.map(({ step }) => step), series: drawn, at: undefined });
  });
  return (
    <Figure title={title} help={help}>
      <Names names={series.map(([name]) => name)} />
      <svg
        ref={svg}
        viewBox={`0 0 ${LINE_CHART.width} ${LINE_CHART.height}`}
        role="img"
        aria-label={`${title}: ${series.map(([name]) => name).join(", ")}`}
      />
    </Figure>
  );
}

/** The last batch's scores on either side of the margins. */
function Histogram() {
  const text = useLearningText();
  const svg = useRef<SVGSVGElement>(null);
  const last = useLearning((state) => state.rows.at(-1));
  useLayoutEffect(() => {
    if (svg.current) drawScoreHistogram(svg.current, last?.realScores ?? [], last?.fakeScores ?? []);
  }, [last]);
  return (
    <Figure title={text.scores} help={text.scoresHelp}>
      <Names names={[text.realScores, text.madeScores]} />
      <svg
        ref={svg}
        data-testid="score-histogram"
        viewBox={`0 0 ${SCORE_HISTOGRAM.width} ${SCORE_HISTOGRAM.height}`}
        role="img"
        aria-label={text.scores}
      />
    </Figure>
  );
}

function SpectraTable() {
  const text = useLearningText();
  const spectra = useLearning((state) => state.spectra);
  const rows = (network: string, layers: readonly LayerSpectrum[] = []) =>
    layers.map(({ name, before, after }) => (
      <tr key={`${network} ${name}`}>
        <th scope="row">
          {network}, {name.replace(/\.weight$/, "")}
        </th>
        <td>{formatFixed(before)}</td>
        <td>{formatFixed(after)}</td>
      </tr>
    ));
  return (
    <Figure title={text.spectra} help={text.spectraHelp}>
      <div className="learning-table">
        <table className="figures" data-testid="spectra">
          <thead>
            <tr>
              <th scope="col">{text.layer}</th>
              <th scope="col">{text.before}</th>
              <th scope="col">{text.after}</th>
            </tr>
          </thead>
          <tbody>
            {rows(text.generator, spectra?.generator)}
            {rows(text.discriminator, spectra?.discriminator)}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}
