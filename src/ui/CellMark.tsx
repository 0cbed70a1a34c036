import type { Cell } from "../attention/grid";
import { pinInk } from "../render/pin-colors";

export interface CellMarkProps {
  readonly cell: Cell;
  readonly color: string;
  /** The pin's number; a free query has none. */
  readonly number?: number;
  /** Of strokes, in cells. */
  readonly unit: number;
  /** Of the grid. */
  readonly width: number;
  readonly active: boolean;
  readonly testId: string;
}

/** A coloured outline on a dark one, so that it shows on any image; just outside the cell, which stays in view. */
export function CellMark({ cell, color, number, unit, width, active, testId }: CellMarkProps) {
  const gap = 0.15 * unit;
  const side = 1 + 2 * gap;
  const box = { x: cell.x - gap, y: cell.y - gap, width: side, height: side, rx: 0.2 * unit, fill: "none" };
  const badge = 0.65 * unit;
  // Above the cell to the right, or on the inner side at the borders of the image.
  const at = {
    x: cell.x + 1 >= width ? cell.x - badge * 0.6 : cell.x + 1 + badge * 0.6,
    y: cell.y < 1 ? cell.y + 1 + badge * 0.6 : cell.y - badge * 0.6,
  };
  return (
    <g className="query-mark" data-testid={testId} data-cell={`${cell.x},${cell.y}`} data-number={number}>
      <rect {...box} stroke="#000000" strokeWidth={(active ? 0.42 : 0.32) * unit} strokeOpacity={0.7} />
      <rect {...box} stroke={color} strokeWidth={(active ? 0.22 : 0.14) * unit} />
      {number !== undefined && (
        <g className="pin-number">
          <circle cx={at.x} cy={at.y} r={badge} fill={color} stroke="#000000" strokeWidth={0.14 * unit} />
          <text
            x={at.x}
            y={at.y + 0.36 * unit}
            textAnchor="middle"
            fontSize={unit}
            fontWeight={700}
            fill={pinInk(number - 1)}
          >
            {number}
          </text>
        </g>
      )}
    </g>
  );
}
