import { useId, useLayoutEffect, useRef } from "react";
import type { TrainingLog } from "../../model/formats/training-log";
import { formatCount, formatFixed, formatMegabytes } from "../../render/format";
import { drawLineChart, LINE_CHART, type Series } from "../../render/line-chart";
import { setSnapshot } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { Fold } from "../inputs/Fold";
import { TimeLeft } from "../inputs/TimeLeft";
import { useLocalised, useText } from "../text";
import { lossJump, recordStart } from "./record";
import { useTrainingText } from "./training-text";
import "./training.css";

/** The same latent at moments of the training, with what was logged beside it. */
export function TrainingStory() {
  const { training } = useText();
  const there = useStore(({ manifest }) => (manifest?.snapshots.length ?? 0) > 0);
  if (!there) return null;
  return (
    <Fold heading={training.heading} testId="training">
      <Story />
    </Fold>
  );
}

function Story() {
  const text = useTrainingText();
  const { engine } = useText();
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
    shown === null ? text.finished(final ? formatCount(final) : "") : text.step(formatCount(shown));
  return (
    <>
      <p className="quiet">{text.help}</p>
      {log && <Record log={log} />}
      <div className="control-line">
        <label htmlFor={id}>{text.moment}</label>
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
          <progress value={progress.loaded} max={progress.total} aria-label={text.loading} />
          <span className="figures">
            {formatMegabytes(progress.loaded)} / {formatMegabytes(progress.total)} MB
          </span>
          <TimeLeft done={progress.loaded} total={progress.total} />
          <button type="button" onClick={() => setSnapshot(null)}>
            {engine.cancel}
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

/** Where the record begins, and what was changed in the middle of it. */
function Record({ log }: { readonly log: TrainingLog }) {
  const text = useTrainingText();
  const localised = useLocalised();
  const [start, jump] = [recordStart(log), lossJump(log)];
  return (
    <>
      {start && (
        <p className="quiet" data-testid="record-start" data-step={start.step}>
          {start.fromZero
            ? text.fromStart(formatCount(start.step), formatFixed(start.gamma))
            : text.fromLater(formatCount(start.step), formatFixed(start.gamma))}
        </p>
      )}
      {log.changes?.map(({ step, what }) => (
        <p className="quiet" key={step} data-testid="record-change" data-step={step}>
          {text.change(formatCount(step))} {localised(what)}
        </p>
      ))}
      {jump && !log.changes?.some(({ step }) => step >= jump.before && step <= jump.after) && (
        <p className="quiet" data-testid="record-jump" data-step={jump.after}>
          {text.jump(
            ...([formatCount(jump.before), formatCount(jump.after)] as const),
            ...([formatFixed(jump.from), formatFixed(jump.to)] as const),
          )}
        </p>
      )}
    </>
  );
}

/** How far the images of each moment are from real ones. */
function DistanceChart({ at }: { readonly at: number | undefined }) {
  const text = useTrainingText();
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
          name: text.distance(formatCount(trendSamples)),
          values: points.map(({ distance }) => distance),
        },
      ]}
      at={at}
      axis={text.axes.distance}
    />
  );
}

function Charts({ log, at }: { readonly log: TrainingLog; readonly at: number | undefined }) {
  const { names, axes } = useTrainingText();
  const charts = [
    {
      axis: axes.gamma,
      series: [
        { name: names.gammaGenerator, values: log.gammaGenerator },
        { name: names.gammaDiscriminator, values: log.gammaDiscriminator },
      ],
    },
    {
      axis: axes.share,
      series: [
        { name: names.queryDependence, values: log.queryDependence },
        { name: names.entropyRatio, values: log.entropyRatio },
      ],
    },
    {
      axis: axes.loss,
      series: [
        { name: names.discriminatorLoss, values: log.discriminatorLoss },
        { name: names.generatorLoss, values: log.generatorLoss },
      ],
    },
    {
      axis: axes.score,
      series: [
        { name: names.scoreReal, values: log.scoreReal },
        { name: names.scoreFake, values: log.scoreFake },
      ],
    },
  ];
  const changes = log.changes?.map(({ step }) => step) ?? NO_CHANGES;
  return (
    <>
      {charts.map(({ axis, series }) => (
        <Chart key={axis} steps={log.step} series={series} at={at} axis={axis} changes={changes} />
      ))}
    </>
  );
}

const NO_CHANGES: readonly number[] = [];

interface ChartProps {
  readonly steps: readonly number[];
  readonly series: readonly Series[];
  readonly at: number | undefined;
  /** What the vertical axis shows, with its unit. */
  readonly axis: string;
  readonly changes?: readonly number[];
}

function Chart({ steps, series, at, axis, changes = NO_CHANGES }: ChartProps) {
  const { step } = useTrainingText().axes;
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    if (svg.current) drawLineChart(svg.current, { steps, series, at, axes: { x: step, y: axis }, changes });
  }, [steps, series, at, step, axis, changes]);
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
