import { type Cell, sameCell } from "../../attention/grid";
import { markUnit, pinColor } from "../../render/pin-colors";
import { useStore } from "../../state/store/store";
import { activePin } from "../../viewer/state/pins";
import { currentSite } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";
import { CellMark } from "../CellMark";

/** Outlines of the current query and of the pins, on the query grid. */
export function QueryMarks() {
  const site = useStore(currentSite);
  const query = useStore((state) => state.lens.query);
  const pins = useStore((state) => state.lens.pins);
  if (!site) return null;
  const { width, height } = site.queryGrid;
  const unit = markUnit(site.queryGrid);
  const free = !activePin({ pins, query });
  // A cell may come from another model's grid.
  const inside = (cell: Cell) => cellInside(site, cell);
  return (
    <svg className="stage-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {pins.map((pin, index) => (
        <CellMark
          key={`${pin.x},${pin.y}`}
          cell={inside(pin)}
          color={pinColor(index)}
          number={index + 1}
          unit={unit}
          width={width}
          active={sameCell(pin, query)}
          testId="pin"
        />
      ))}
      {free && (
        <CellMark cell={inside(query)} color="#ffffff" unit={unit} width={width} active testId="query" />
      )}
    </svg>
  );
}
