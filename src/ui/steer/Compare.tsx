import { useLayoutEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { drawDifference, drawHeatMap, drawImagePixels } from "../../render/canvas";
import { formatFixed, formatPercent } from "../../render/format";
import { veilOf } from "../../render/veil";
import {
  baselineImage,
  pinnedDifference,
  pinState,
  swapPinned,
  unpinState,
} from "../../state/collection/baseline";
import { useStore } from "../../state/store/store";
import type { LensImage } from "../../viewer/state/viewer-state";
import { shownImage } from "../../viewer/views/derived";
import { PICTURE_RANGE } from "../../viewer/views/difference";
import { rowMap } from "../../viewer/views/map-view";
import { rowAt } from "../../viewer/views/rows";
import { DifferenceBar } from "../controls/DifferenceBar";
import { useText } from "../text";
import "./steer.css";

/** Stores the current state as the baseline. */
function PinState() {
  const text = useText();
  return (
    <div className="control">
      <button type="button" className="start-button" onClick={pinState}>
        {text.compare.pin}
      </button>
      <p className="quiet">{text.compare.pinHelp}</p>
    </div>
  );
}

/** The pinned state beside the present one: its image with the same query's map, and what differs. */
export function Compare() {
  const text = useText();
  const pinned = useStore((state) => state.lens.pinned);
  const before = useStore(baselineImage);
  const model = useStore((state) => state.lens.model);
  if (!pinned) return <PinState />;
  return (
    <section className="steer-part compare" data-testid="compare" aria-label={text.compare.heading}>
      <div className="control-line">
        <h2>{text.compare.heading}</h2>
        <div className="button-row">
          <button type="button" onClick={swapPinned}>
            {text.compare.back}
          </button>
          <button type="button" onClick={unpinState}>
            {text.compare.end}
          </button>
        </div>
      </div>
      {before ? (
        <Comparison before={before} />
      ) : (
        <p className="quiet">
          {pinned.recipe.model === model ? text.compare.computing : text.compare.foreign}
        </p>
      )}
    </section>
  );
}

/** The site of an image with the same name as the current site. */
function siteOf(image: LensImage | undefined, shown: string | null) {
  return image?.sites.find(({ name }) => name === shown) ?? image?.sites[0];
}

function Comparison({ before }: { readonly before: LensImage }) {
  const text = useText();
  const name = useStore((state) => state.lens.site);
  const opacity = useStore((state) => state.lens.opacity);
  const choice = useStore(
    useShallow(({ lens: { query, region, part, scale, curve, pins } }) => ({
      ...{ query, region, part },
      ...{ scale, curve, pins },
    })),
  );
  const difference = useStore(pinnedDifference);
  const after = useStore(shownImage);
  const image = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const changes = useRef<HTMLCanvasElement>(null);
  const site = siteOf(before, name);
  const siteNow = siteOf(after, name);
  useLayoutEffect(() => {
    if (image.current) drawImagePixels(image.current, before.pixels, before.size);
  }, [before]);
  useLayoutEffect(() => {
    if (!overlay.current || !site) return;
    const { grid, values, top, curve } = rowMap(site, choice);
    drawHeatMap(
      overlay.current,
      grid,
      values,
      { top, curve },
      { kind: "spotlight", opacity, veil: veilOf(before.pixels) },
    );
  }, [site, choice, opacity, before]);
  useLayoutEffect(() => {
    if (changes.current && difference) {
      drawDifference(changes.current, difference.signed, difference.top, difference.grid);
    }
  }, [difference]);
  const entropy = (of: typeof site) => (of ? rowAt(of, choice.query).summary.entropy.toFixed(2) : "");
  const gamma = (of: typeof site, interventions: LensImage["interventions"]) =>
    of ? formatFixed(of.gamma * (interventions[of.name]?.gammaScale ?? 1)) : "";
  const same = difference?.top === 0;
  return (
    <>
      <div className="compare-pictures">
        <figure>
          <div className="compare-frame">
            <canvas ref={image} data-testid="pinned-picture" />
            <canvas ref={overlay} />
          </div>
          <figcaption className="quiet">{text.compare.before}</figcaption>
        </figure>
        {difference && !same && (
          <figure>
            <div className="compare-frame">
              <canvas ref={changes} />
            </div>
            <figcaption className="quiet">{text.compare.difference}</figcaption>
          </figure>
        )}
        <dl className="compare-numbers figures">
          <div>
            <dt className="quiet">{text.compare.entropy}</dt>
            <dd>{text.compare.change(entropy(site), entropy(siteNow))}</dd>
          </div>
          <div>
            <dt className="quiet">{text.compare.gamma}</dt>
            <dd>
              {text.compare.change(
                gamma(site, before.interventions),
                gamma(siteNow, after?.interventions ?? {}),
              )}
            </dd>
          </div>
          {difference && (
            <div data-testid="pinned-change" data-value={difference.meanAbsolute}>
              <dt className="quiet">{text.compare.difference}</dt>
              <dd>
                {same
                  ? text.compare.same
                  : text.whatIf.meanChange(
                      formatFixed(difference.meanAbsolute),
                      formatPercent(difference.meanAbsolute / PICTURE_RANGE),
                    )}
              </dd>
            </div>
          )}
        </dl>
      </div>
      {difference && !same && <DifferenceBar top={difference.top} />}
    </>
  );
}
