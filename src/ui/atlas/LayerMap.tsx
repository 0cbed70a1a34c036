import { useId, useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { cellOn, keyAt } from "../../attention/grid";
import { chooseMap } from "../../state/atlas/atlas";
import { ATLAS_MAPS, type AtlasMap } from "../../state/atlas/atlas-hash";
import { shownQuery, useAtlas } from "../../state/atlas/atlas-store";
import { quantityOf } from "./layer-maps";
import { MapBar } from "./MapBar";
import { SquareMap } from "./SquareMap";
import { shownMap } from "./shown";
import { useAtlasText } from "./text";

/** One number of every place as a map, to be chosen, and its value at the place on show. */
export function LayerMap() {
  const { maps: text } = useAtlasText();
  const id = useId();
  const map = useAtlas((state) => state.map);
  const figures = useAtlas((state) => state.figures);
  const query = useAtlas(useShallow(shownQuery));
  const shown = useMemo(() => figures && shownMap(figures, map), [figures, map]);
  const cell = figures && shown && query && cellOn(shown.grid, figures.queryGrid, query);
  const { label, axis, help } = text[map];
  return (
    <figure>
      <div className="control-line atlas-map-choice">
        <h2>
          <label htmlFor={id}>{text.choice}</label>
        </h2>
        <select
          id={id}
          data-testid="atlas-map-choice"
          value={map}
          onChange={({ target }) => chooseMap(target.value as AtlasMap)}
        >
          {ATLAS_MAPS.map((name) => (
            <option key={name} value={name}>
              {text[name].label}
            </option>
          ))}
        </select>
      </div>
      <SquareMap label={`${text.heading}: ${label}`} testId="layer-map" map={shown} />
      <div className="color-bar-place">{shown && <MapBar scale={shown.scale} axis={axis} />}</div>
      <p className="quiet figures">
        {help}{" "}
        <span data-testid="map-value">
          {cell &&
            shown &&
            query &&
            text.at(query.x, query.y, quantityOf(shown.values[keyAt(shown.grid, cell)], map))}
        </span>
      </p>
    </figure>
  );
}
