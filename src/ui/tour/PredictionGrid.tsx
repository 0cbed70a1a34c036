import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { type Cell, cellUnder, type Grid, moveCell, sameCell } from "../../attention/grid";
import { markUnit } from "../../render/pin-colors";
import { pointerPlace } from "../../render/pointer-place";
import { toggleMark } from "../../state/navigation/prediction";
import { arrowStep } from "../../viewer/state/arrow-keys";
import { isEnter } from "../../viewer/state/mark-keys";
import { usePredictionText } from "./prediction-text";

interface PredictionGridProps {
  readonly grid: Grid;
  readonly cells: readonly Cell[];
  /** Whether cells can be marked; else they are only shown. */
  readonly isOpen: boolean;
}

/** The cells of the key grid over the image: pointer, touch and keys mark them. */
export function PredictionGrid({ grid, cells, isOpen }: PredictionGridProps) {
  const { width, height } = grid;
  const [cursor, setCursor] = useState<Cell>();
  const unit = markUnit(grid);
  const marks = (
    <svg className="prediction-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {cells.map((cell) => (
        <Mark key={`${cell.x},${cell.y}`} cell={cell} unit={unit} testId="marked-cell" />
      ))}
      {isOpen && cursor && <Mark cell={cursor} unit={unit} testId="mark-cursor" />}
    </svg>
  );
  if (!isOpen) return <div className="prediction-grid">{marks}</div>;
  return (
    <Open grid={grid} cells={cells} cursor={cursor} onCursor={setCursor}>
      {marks}
    </Open>
  );
}

interface OpenProps extends Omit<PredictionGridProps, "isOpen"> {
  readonly cursor: Cell | undefined;
  readonly onCursor: (cell: Cell | undefined) => void;
  readonly children: React.ReactNode;
}

function Open({ grid, cells, cursor, onCursor, children }: OpenProps) {
  const text = usePredictionText();
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => layer.current?.focus({ preventScroll: true }), []);
  const under = (event: MouseEvent) => {
    const place = pointerPlace(event.currentTarget, event);
    return place && cellUnder(grid, ...place);
  };
  const onClick = (event: MouseEvent) => {
    const cell = under(event);
    if (cell) toggleMark(cell);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = { x: grid.width >> 1, y: grid.height >> 1 };
    const arrow = arrowStep(event);
    if (arrow) onCursor(cursor ? moveCell(grid, cursor, ...arrow) : middle);
    else if (isEnter(event)) cursor ? toggleMark(cursor) : onCursor(middle);
    else return;
    event.preventDefault();
  };
  const isMarked = cursor !== undefined && cells.some((cell) => sameCell(cell, cursor));
  return (
    <>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
      <div
        ref={layer}
        className="prediction-grid"
        data-testid="prediction-grid"
        role="application"
        tabIndex={0}
        aria-label={text.grid}
        aria-describedby="prediction-keys"
        onClick={onClick}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => onCursor(under(event))}
        onPointerLeave={() => onCursor(undefined)}
      >
        {children}
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      <p id="prediction-keys" className="visually-hidden">
        {text.keys}
      </p>
      <output className="visually-hidden">{cursor && text.cell(cursor.x, cursor.y, isMarked)}</output>
    </>
  );
}

/** Light on dark, so that it shows on any image. A marked cell has a cross, which no pin has. */
function Mark({ cell: { x, y }, unit, testId }: { cell: Cell; unit: number; testId: string }) {
  const cross = testId === "marked-cell" ? `M${x + 0.2} ${y + 0.2}l0.6 0.6m0 -0.6l-0.6 0.6` : "";
  const path = `M${x} ${y}h1v1h-1z${cross}`;
  return (
    <g fill="none" data-testid={testId} data-cell={`${x},${y}`}>
      <path d={path} stroke="#000" strokeWidth={0.36 * unit} />
      <path d={path} stroke="#fff" strokeWidth={0.16 * unit} />
    </g>
  );
}
