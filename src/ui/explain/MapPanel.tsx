import { useId, useLayoutEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import type { Text } from "../../locales/en/page";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { viewer } from "../../state/engine/viewer";
import { setSite, setView } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { type LensState, MAPS, PARTS } from "../../viewer/state/lens-state";
import { currentSite, discriminatorSites, shownImage } from "../../viewer/views/derived";
import { currentMap } from "../../viewer/views/map-view";
import { cellInside, shownRow } from "../../viewer/views/rows";
import { Choice } from "../inputs/Choice";
import { drawPlainLayer, selectMap } from "../stage/layers";
import { QueryMarks } from "../stage/QueryMarks";
import { useLayer } from "../stage/use-layer";
import { useText } from "../text";
import "./explain.css";

/** Entropy this near to log M is a row that reads everything alike. */
const FLAT = 0.97;

/** The plain map beside the image: which one, its labelled colour bar, and what it is in a line. */
export function MapPanel() {
  const text = useText();
  const id = useId();
  const map = useLayer(selectMap, drawPlainLayer);
  const lens = useStore((state) => state.lens);
  const site = useStore(currentSite);
  const query = site ? cellInside(site, lens.query) : lens.query;
  const summary = site && lens.map === "row" ? shownRow(site, lens).summary : undefined;
  return (
    <div className="panel">
      <div className="map-choice">
        <h2>
          <label htmlFor={id}>{text.map.heading}</label>
        </h2>
        <select
          id={id}
          data-testid="map-choice"
          value={lens.map}
          aria-describedby={`${id}-help`}
          onChange={(event) => setView({ map: event.target.value as LensState["map"] })}
        >
          {MAPS.map((name) => (
            <option key={name} value={name}>
              {text.maps[name].label}
            </option>
          ))}
        </select>
      </div>
      <SiteChoice />
      <div className="plain-map">
        <canvas ref={map} className="stage-map" data-testid="plain-map" data-smooth={lens.smooth} />
        <QueryMarks />
        <SummaryProgress />
      </div>
      <ColorBar />
      <p id={`${id}-help`} className="quiet figures" data-testid="map-help">
        {lens.map === "row" && lens.region.length > 0
          ? text.map.region(lens.region.length)
          : mapHelp(text, lens.map, site)(query.x, query.y)}
      </p>
      {lens.map === "row" && lens.region.length === 0 && (
        <Choice
          label={text.parts.label}
          value={lens.part}
          options={PARTS}
          texts={text.parts.choices}
          onChange={(part) => setView({ part })}
        />
      )}
      {summary && summary.entropy > FLAT * summary.maxEntropy && (
        <p className="quiet" data-testid="flat">
          {text.map.dull}
        </p>
      )}
    </div>
  );
}

/** What a map is, in a line. A column sums to 1 where rows do not. */
function mapHelp({ maps }: Text, map: LensState["map"], site: AttentionSite | undefined) {
  return map === "column" && site && !rowsSumToOne(site) ? maps.column.helpOver : maps[map].help;
}

/** Every attention layer of the network, where there are several. */
function SiteChoice() {
  const text = useText();
  const id = useId();
  const sites = useStore(
    useShallow((state) => [...(shownImage(state)?.sites ?? []), ...discriminatorSites(state)]),
  );
  const site = useStore(currentSite);
  if (!site || sites.length < 2) return null;
  return (
    <div className="control-line">
      <label htmlFor={id}>{text.numbers.site}</label>
      <select
        id={id}
        data-testid="site-choice"
        value={site.name}
        onChange={(event) => setSite(event.target.value)}
      >
        {sites.map(({ name, queryGrid }) => (
          <option key={name} value={name}>
            {name}, {queryGrid.width} × {queryGrid.height}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Over the map while a view of the whole matrix is computed. */
function SummaryProgress() {
  const text = useText();
  const summary = useStore((state) => state.summary);
  const waiting = useStore((state) => currentMap(state) === undefined && state.image !== undefined);
  if (!waiting) return null;
  return (
    <div className="summary-progress quiet" data-testid="summary-progress">
      <p>{summary?.phase === "cancelled" ? text.maps.stopped : text.maps.computing}</p>
      {summary?.phase === "running" && (
        <>
          <progress value={summary.share} max={1} aria-label={text.maps.computing} />
          <button type="button" onClick={() => viewer.summaries.cancel()}>
            {text.engine.cancel}
          </button>
        </>
      )}
      {summary?.phase === "cancelled" && (
        <button type="button" onClick={() => void viewer.summaries.compute(summary.site)}>
          {text.engine.retry}
        </button>
      )}
    </div>
  );
}

function ColorBar() {
  const text = useText();
  const svg = useRef<SVGSVGElement>(null);
  // Its own facts rather than the map: a hovered map mostly has the scale of the one before, and the bar stays.
  const { top, curve, uniform, unit } = useStore(
    useShallow((state) => {
      const { top, curve, uniform, unit } = currentMap(state) ?? {};
      return { top, curve, uniform, unit };
    }),
  );
  const colormap = useStore((state) => state.lens.colormap);
  useLayoutEffect(() => {
    if (!svg.current || top === undefined || !curve || !unit) return;
    drawColorBar(svg.current, {
      colormap,
      scale: { top, curve },
      uniform,
      uniformLabel: text.map.uniform[unit],
      axisLabel: text.map.units[unit],
    });
  }, [colormap, top, curve, uniform, unit, text]);
  const label = unit && top !== undefined ? `${text.map.units[unit]}: 0 – ${top.toPrecision(3)}` : "";
  return (
    <svg
      ref={svg}
      className="color-bar"
      data-testid="color-bar"
      data-top={top}
      viewBox={`0 0 ${COLOR_BAR.width} ${COLOR_BAR.height}`}
      role="img"
      aria-label={label}
    />
  );
}
