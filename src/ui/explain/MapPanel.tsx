import { useId, useLayoutEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { type AttentionSite, rowsSumToOne } from "../../attention/site";
import type { Text } from "../../locales/en/page";
import { COLOR_BAR, drawColorBar } from "../../render/color-bar";
import { viewer } from "../../state/engine/viewer";
import { setSite } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { map } from "../../viewer/controls/table";
import type { LensState } from "../../viewer/state/lens-state";
import { currentSite, discriminatorSites, shownImage } from "../../viewer/views/derived";
import { currentMap } from "../../viewer/views/map-view";
import { cellInside, shownRow } from "../../viewer/views/rows";
import { ControlSelect } from "../inputs/controls";
import { drawPlainLayer, selectMap } from "../stage/layers";
import { QueryMarks } from "../stage/QueryMarks";
import { readingAt } from "../stage/reading-text";
import { useLayer } from "../stage/use-layer";
import { usePointer } from "../stage/use-pointer";
import { useText } from "../text";
import "./explain.css";

/** Entropy this near to log M is a row that reads everything alike. */
const FLAT = 0.97;

/** The plain map beside the image: which one, its labelled colour bar, and what it is in a line. */
export function MapPanel() {
  const text = useText();
  const id = useId();
  const canvas = useLayer(selectMap, drawPlainLayer);
  const tool = useStore((state) => state.tool);
  const pointer = usePointer();
  const smooth = useStore((state) => state.lens.smooth);
  return (
    <div className="panel">
      <div className="map-choice">
        <h2>
          <label htmlFor={id}>{text.map.heading}</label>
        </h2>
        <ControlSelect control={map} id={id} testId="map-choice" nameOf={(name) => text.maps[name].label} />
      </div>
      <SiteChoice />
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
      <div
        className="plain-map"
        data-testid="plain-map-stage"
        data-tool={tool}
        role="application"
        tabIndex={0}
        aria-label={text.map.heading}
        aria-describedby="stage-help"
        {...pointer}
      >
        <canvas ref={canvas} className="stage-map" data-testid="plain-map" data-smooth={smooth} />
        <QueryMarks />
        <SummaryProgress />
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      <Reading />
      <ColorBar />
      <p id={`${id}-help`} className="quiet figures" data-testid="map-help">
        <MapHelp />
      </p>
      <Flat />
    </div>
  );
}

/** The same line as under the image; its height stays, so that nothing moves below the pointer. */
function Reading() {
  const text = useText();
  const probe = useStore((state) => state.probe);
  useStore(currentMap);
  return (
    <p className="quiet figures map-reading" data-testid="map-reading">
      {probe && readingAt(useStore.getState(), probe, text)}
    </p>
  );
}

/** What the map shows, with the query. */
function MapHelp() {
  const text = useText();
  const site = useStore(currentSite);
  const name = useStore((state) => state.lens.map);
  const query = useStore((state) => state.lens.query);
  const count = useStore((state) => state.lens.region.length);
  if (name === "row" && count > 0) return text.map.region(count);
  const { x, y } = site ? cellInside(site, query) : query;
  return mapHelp(text, name, site)(x, y);
}

/** A row that reads everything alike. */
function Flat() {
  const text = useText();
  const isFlat = useStore((state) => {
    const site = currentSite(state);
    if (!site || state.lens.map !== "row") return false;
    const { entropy, maxEntropy } = shownRow(site, state.lens).summary;
    return entropy > FLAT * maxEntropy;
  });
  return isFlat ? (
    <p className="quiet" data-testid="flat">
      {text.map.dull}
    </p>
  ) : null;
}

/** What a map is, in a line. A column sums to 1 where rows do not. */
function mapHelp({ maps }: Text, name: LensState["map"], site: AttentionSite | undefined) {
  return name === "column" && site && !rowsSumToOne(site) ? maps.column.helpOver : maps[name].help;
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
