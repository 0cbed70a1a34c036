import { useId } from "react";
import { useShallow } from "zustand/react/shallow";
import { viewer } from "../../state/engine/viewer";
import { closeDisplay, openTask } from "../../state/navigation/task";
import { setSite } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { currentSite, discriminatorSites, shownImage } from "../../viewer/views/derived";
import { currentMap } from "../../viewer/views/map-view";
import { shownRow } from "../../viewer/views/rows";
import { TimeLeft } from "../inputs/TimeLeft";
import { drawPlainLayer, selectMap } from "../stage/layers";
import { QueryMarks } from "../stage/QueryMarks";
import { readingAt } from "../stage/reading-text";
import { useLayer } from "../stage/use-layer";
import { usePointer } from "../stage/use-pointer";
import { useText } from "../text";
import { NARROW, useMedia } from "../use-media";
import { usePainted } from "../use-painted";
import { ColorBar } from "./ColorBar";
import { MapChoice, MapHelp } from "./MapChoice";
import "./explain.css";

/** Entropy this near to log M is a row that reads everything alike. */
const FLAT = 0.97;

/** The plain map beside the image: which one, its labelled colour bar, and what it is in a line. */
export function MapPanel() {
  const text = useText();
  const id = useId();
  const canvas = useLayer(selectMap, drawPlainLayer);
  const isRow = useStore(({ lens }) => lens.map === "row");
  const tool = useStore((state) => state.tool);
  const pointer = usePointer();
  const smooth = useStore((state) => state.lens.smooth);
  // There it stands in the sheet, above which both the image and the map are on show.
  const isNarrow = useMedia(NARROW);
  return (
    <div className="panel map-panel">
      <div className="map-choice">
        <div className="control-line">
          <h2>{isNarrow ? text.map.heading : <label htmlFor={id}>{text.map.heading}</label>}</h2>
          <DisplayButton />
        </div>
        {!isNarrow && <MapChoice id={id} />}
      </div>
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
      <div className="color-bar-place">
        <ColorBar />
      </div>
      <Reading />
      <p id={`${id}-help`} className="quiet figures">
        <span data-testid="map-help">
          <MapHelp />
        </span>
        {isRow && <ScaleNote />}
      </p>
      <Flat />
      {/* Below the map, which would move when a model with other layers comes. */}
      <SiteChoice />
    </div>
  );
}

/** Opens the settings of the map, where the controls of the task are. */
function DisplayButton() {
  const { shell } = useText();
  const isNarrow = useMedia(NARROW);
  // Of a closed sheet they are not to be seen, whichever task it holds.
  const isOpen = useStore((state) => state.task === "display" && (state.sheetOpen || !isNarrow));
  return (
    <button
      type="button"
      data-testid="display-settings"
      aria-expanded={isOpen}
      aria-controls="task-panel"
      onClick={() => (isOpen ? closeDisplay() : openTask("display"))}
    >
      {shell.display}
    </button>
  );
}

/** The same line as under the image; its height stays, so that nothing moves below the pointer. */
function Reading() {
  const text = useText();
  const reading = usePainted((state) => state.probe && readingAt(state, state.probe, text));
  return (
    <p className="quiet figures map-reading" data-testid="map-reading">
      {reading}
    </p>
  );
}

/** What the colours of a row run to. */
function ScaleNote() {
  const { map } = useText();
  const scale = useStore((state) => state.lens.scale);
  return <span data-testid="scale-note"> · {map.scaleNote(map.scales[scale].label)}</span>;
}

/** A row that reads everything alike. */
function Flat() {
  const text = useText();
  const isFlat = usePainted((state) => {
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
          <TimeLeft done={summary.share} total={1} />
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
