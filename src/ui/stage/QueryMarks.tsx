import { type Cell, sameCell } from "../../attention/grid";
import { pinColor } from "../../render/pin-colors";
import { useStore } from "../../state/store/store";
import { activePin } from "../../viewer/state/pins";
import { currentSite } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";

/** Outlines of the query on show and of the pins, on the query grid. */
export function QueryMarks() {
  const site = useStore(currentSite);
  const query = useStore((state) => state.lens.query);
  const pins = useStore((state) => state.lens.pins);
  if (!site) return null;
  const { width, height } = site.queryGrid;
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
          active={sameCell(pin, query)}
          testId="pin"
        />
      ))}
      {free && <CellMark cell={inside(query)} color="#ffffff" active testId="query" />}
    </svg>
  );
}

interface CellMarkProps {
  readonly cell: Cell;
  readonly color: string;
  readonly active: boolean;
  readonly testId: string;
}

/** A coloured outline on a dark one, so that it shows on any image; just outside the cell, which stays in view. */
function CellMark({ cell, color, active, testId }: CellMarkProps) {
  const box = { x: cell.x - 0.15, y: cell.y - 0.15, width: 1.3, height: 1.3, rx: 0.2, fill: "none" };
  return (
    <g className="query-mark" data-testid={testId} data-cell={`${cell.x},${cell.y}`}>
      <rect {...box} stroke="#000000" strokeWidth={active ? 0.42 : 0.32} strokeOpacity={0.7} />
      <rect {...box} stroke={color} strokeWidth={active ? 0.22 : 0.14} />
    </g>
  );
}
