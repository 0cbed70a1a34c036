import { useId, useLayoutEffect, useRef } from "react";
import type { TrainingLog } from "../../model/formats/training-log";
import { formatCount, formatMegabytes } from "../../render/format";
import { drawLineChart, LINE_CHART, type Series } from "../../render/line-chart";
import { setSnapshot } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { Fold } from "../inputs/Fold";
import { useText } from "../text";
import "./training.css";

/** The same latent at moments of the training, with what was logged beside it. */
export function TrainingStory() {
  const text = useText();
  const there = useStore(({ manifest }) => (manifest?.snapshots.length ?? 0) > 0);
  if (!there) return null;
  return (
    <Fold heading={text.training.heading} testId="training">
      <Story />
    </Fold>
  );
}

function Story() {
  const text = useText();
  const id = useId();
  const snapshots = useStore((state) => state.manifest?.snapshots) ?? [];
  const shown = useStore((state) => state.lens.snapshot);
  const progress = useStore((state) => state.snapshotProgress);
  const log = useStore((state) => state.log);
  const metrics = useStore((state) => state.manifest?.card.metrics);
  const steps = snapshots.map(({ step }) => step);
  // The place after the last snapshot is the finished generator.
  const place = shown === null ? steps.length : Math.max(0, steps.indexOf(shown));
  const final = metrics?.steps ?? log?.step.at(-1);
  const label =
    shown === null
      ? text.training.finished(final ? formatCount(final) : "")
      : text.training.step(formatCount(shown));
  return (
    <>
      <p className="quiet">{text.training.help}</p>
      <div className="control-line">
        <label htmlFor={id}>{text.training.moment}</label>
        <output className="figures" htmlFor={id} data-testid="training-step">
          {label}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length}
        step={1}
        value={place}
        aria-valuetext={label}
        onChange={(event) => setSnapshot(steps[event.target.valueAsNumber] ?? null)}
      />
      {progress && (
        <div className="control-line quiet" data-testid="snapshot-progress">
          <progress value={progress.loaded} max={progress.total} aria-label={text.training.loading} />
          <span className="figures">
            {formatMegabytes(progress.loaded)} / {formatMegabytes(progress.total)} MB
          </span>
          <button type="button" onClick={() => setSnapshot(null)}>
            {text.engine.cancel}
          </button>
        </div>
      )}
      <div className="charts">
        <DistanceChart at={shown ?? final} />
        {log && <Charts log={log} at={shown ?? final} />}
      </div>
    </>
  );
}

/** How far the images of each moment are from real ones. */
function DistanceChart({ at }: { readonly at: number | undefined }) {
  const text = useText();
  const manifest = useStore((state) => state.manifest);
  const { trendSamples, trendDistance, steps } = manifest?.card.metrics ?? {};
  const points = (manifest?.snapshots ?? []).flatMap(({ step, distance }) =>
    distance === undefined ? [] : [{ step, distance }],
  );
  if (trendDistance !== undefined && steps !== undefined)
    points.push({ step: steps, distance: trendDistance });
  if (points.length < 2) return null;
  return (
    <Chart
      steps={points.map(({ step }) => step)}
      series={[
        {
          name: text.training.distance(formatCount(trendSamples)),
          values: points.map(({ distance }) => distance),
        },
      ]}
      at={at}
    />
  );
}

function Charts({ log, at }: { readonly log: TrainingLog; readonly at: number | undefined }) {
  const { names } = useText().training;
  const charts = [
    [
      { name: names.gammaGenerator, values: log.gammaGenerator },
      { name: names.gammaDiscriminator, values: log.gammaDiscriminator },
    ],
    [
      { name: names.queryDependence, values: log.queryDependence },
      { name: names.entropyRatio, values: log.entropyRatio },
    ],
    [
      { name: names.discriminatorLoss, values: log.discriminatorLoss },
      { name: names.generatorLoss, values: log.generatorLoss },
    ],
    [
      { name: names.scoreReal, values: log.scoreReal },
      { name: names.scoreFake, values: log.scoreFake },
    ],
  ];
  return (
    <>
      {charts.map((series) => (
        <Chart key={series[0].name} steps={log.step} series={series} at={at} />
      ))}
    </>
  );
}

interface ChartProps {
  readonly steps: readonly number[];
  readonly series: readonly Series[];
  readonly at: number | undefined;
}

function Chart({ steps, series, at }: ChartProps) {
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (svg.current) drawLineChart(svg.current, { steps, series, at });
  }, [steps, series, at]);
  return (
    <figure>
      <figcaption className="quiet">
        {series.map(({ name }, number) => (
          <span key={name} className={`chart-name chart-line-${number}`}>
            {name}
          </span>
        ))}
      </figcaption>
      <svg
        ref={svg}
        viewBox={`0 0 ${LINE_CHART.width} ${LINE_CHART.height}`}
        role="img"
        aria-label={series.map(({ name }) => name).join(", ")}
      />
    </figure>
  );
}
