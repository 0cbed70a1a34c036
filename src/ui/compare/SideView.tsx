import { useMemo } from "react";
import type { Text } from "../../locales/en/page";
import type { CompareText } from "../../locales/en/page/compare";
import { drawHeatMap, drawImagePixels } from "../../render/canvas";
import { formatMegabytes } from "../../render/format";
import { type PairStore, sideViewer, usePair } from "../../state/compare/pair";
import type { SideName } from "../../viewer/address/pair-address";
import { defaultLensState } from "../../viewer/state/lens-state";
import type { EngineStatus } from "../../viewer/state/viewer-state";
import { isPending } from "../../viewer/views/derived";
import { ModelChoice } from "../controls/ModelChoice";
import { LensContext } from "../inputs/controlled-lens";
import { sentenceFor, useText } from "../text";
import { useCompareText } from "./compare-text";
import { Place } from "./Place";
import { SideControls } from "./SideControls";
import { usePairCanvas } from "./use-canvas";
import { LENSES, NAMES, SideContext, useSide, useSideName } from "./use-side";
import { pairRows, sideImage } from "./views";

/** One side: its image, its map of the query, what it is made of. */
export function SideView({ name }: { readonly name: SideName }) {
  const text = useCompareText();
  const from = usePair((pair) => sideImage(pair, name)?.from);
  return (
    <SideContext value={name}>
      <LensContext value={LENSES[name]}>
        <section
          className="compare-side"
          data-side={name}
          data-from={from}
          data-testid={`side-${name}`}
          aria-label={text.side(NAMES[name])}
        >
          <h2>{NAMES[name]}</h2>
          <SideImage />
          <SideMap />
          <div className="compare-below">
            <SideFaults />
            <div className="compare-model">
              <span aria-hidden="true">{NAMES[name]}</span>
              <ModelChoice />
            </div>
            <SideControls />
          </div>
        </section>
      </LensContext>
    </SideContext>
  );
}

function SideImage() {
  const text = useCompareText();
  const name = useSideName();
  const busy = useSide(isPending);
  const [select, draw] = useMemo(
    () =>
      [
        (pair: PairStore) => [sideImage(pair, name)] as const,
        (canvas: HTMLCanvasElement, [image]: readonly [ReturnType<typeof sideImage>]) => {
          if (image) drawImagePixels(canvas, image.pixels, image.size);
        },
      ] as const,
    [name],
  );
  const canvas = usePairCanvas(select, draw);
  return (
    <Place side={name} label={text.image(NAMES[name])} testId={`image-${name}`} busy={busy}>
      <canvas ref={canvas} />
      <EngineLine />
    </Place>
  );
}

/** The colours of both maps. */
export const MAP_COLORS = defaultLensState.colormap;
export const MAP_CURVE = defaultLensState.curve;

function SideMap() {
  const text = useCompareText();
  const name = useSideName();
  const [select, draw] = useMemo(
    () =>
      [
        (pair: PairStore) => [pairRows(pair)] as const,
        (canvas: HTMLCanvasElement, [rows]: readonly [ReturnType<typeof pairRows>]) => {
          if (!rows) return;
          const { site, row } = rows[name];
          const scale = { top: rows.top / rows.scales[name], curve: MAP_CURVE };
          drawHeatMap(canvas, site.keyGrid, row, scale, {
            kind: "colours",
            colormap: MAP_COLORS,
            opacity: 1,
          });
        },
      ] as const,
    [name],
  );
  const canvas = usePairCanvas(select, draw);
  return (
    <Place side={name} label={text.map(NAMES[name])} testId={`map-${name}`} isMap>
      <canvas ref={canvas} />
    </Place>
  );
}

/** What went wrong, and what an address asked for in vain. */
function SideFaults() {
  const text = useText();
  const name = useSideName();
  const status = useSide(({ engine }) => engine);
  const notices = useSide(({ notices }) => notices);
  return (
    <div className="compare-faults" role="alert">
      {status.phase === "failed" && (
        <p className="compare-fault" data-testid={`fault-${name}`} data-code={status.error.code}>
          {sentenceFor(text, status.error)}{" "}
          <button type="button" onClick={() => void sideViewer(name).retry()}>
            {text.engine.retry}
          </button>
        </p>
      )}
      {notices.map(({ id, error }) => (
        <p className="compare-fault" key={id} data-testid={`notice-${name}`} data-code={error.code}>
          {sentenceFor(text, error)}{" "}
          <button type="button" onClick={() => sideViewer(name).dismissNotice(id)}>
            {text.notice.dismiss}
          </button>
        </p>
      ))}
    </div>
  );
}

/** Over the image: the generator while it is loaded. */
function EngineLine() {
  const text = useText();
  const own = useCompareText();
  const status = useSide(({ engine }) => engine);
  const line = lineOf(status, text, own);
  if (line === undefined) return null;
  const progress = "progress" in status && status.progress.total > 0 ? status.progress : undefined;
  return (
    <div className="compare-status" role="status">
      <p>{line}</p>
      {progress && <progress value={progress.loaded} max={progress.total} aria-label={line} />}
    </div>
  );
}

function lineOf(status: EngineStatus, { engine }: Text, own: CompareText): string | undefined {
  switch (status.phase) {
    case "download":
    case "prepare": {
      const { loaded, total } = status.progress;
      if (total === 0) return own.waiting;
      return engine[status.phase](formatMegabytes(loaded), formatMegabytes(total));
    }
    case "start":
      return engine.start(engine.names[status.backend]);
    case "check":
      return (status.compared ? engine.check : engine.firstImage)(engine.names[status.backend]);
    default:
      return undefined;
  }
}
