import { type KeyboardEvent, type MouseEvent, type PointerEvent, useLayoutEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { type Cell, cellUnder, type Grid, moveCell } from "../../attention/grid";
import { drawHeatMap, drawImagePixels } from "../../render/canvas";
import type { ColorScale } from "../../render/heat-map";
import { markUnit, pinColor } from "../../render/pin-colors";
import { pointerPlace } from "../../render/pointer-place";
import { pin, pointAt } from "../../state/atlas/atlas";
import { shownQuery, useAtlas } from "../../state/atlas/atlas-store";
import { arrowStep } from "../../viewer/state/arrow-keys";
import { CellMark } from "../CellMark";

const STYLE = { kind: "colours", colormap: "viridis", opacity: 1 } as const;

export interface SquareMapProps {
  readonly label: string;
  readonly testId: string;
  /** Of a paragraph that says more. */
  readonly describedBy?: string | undefined;
  /** Pixels of an image, or values on a grid. */
  readonly picture?: { readonly pixels: Uint8ClampedArray<ArrayBuffer>; readonly size: number } | undefined;
  readonly map?:
    | { readonly grid: Grid; readonly values: Float32Array; readonly scale: ColorScale }
    | undefined;
  /** Shown before there is anything else. */
  readonly empty?: string;
}

/** A square over the whole image: pointing, keys and taps choose the query, the same on each of them. */
export function SquareMap({ label, testId, describedBy, picture, map, empty }: SquareMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const grid = useAtlas((state) => state.figures?.queryGrid);
  const query = useAtlas(useShallow(shownQuery));
  const pinned = useAtlas((state) => state.pinned);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    if (picture) drawImagePixels(canvas.current, picture.pixels, picture.size);
    else if (map) drawHeatMap(canvas.current, map.grid, map.values, map.scale, STYLE);
  }, [picture, map]);
  const cellAt = (event: MouseEvent): Cell | undefined => {
    const place = pointerPlace(event.currentTarget, event);
    return grid && place && cellUnder(grid, ...place);
  };
  const point = (event: PointerEvent) => {
    const cell = cellAt(event);
    if (cell) pointAt(cell);
  };
  const press = (event: KeyboardEvent) => {
    if (!grid || !query || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrowStep(event);
    if (arrow) pointAt(moveCell(grid, query, ...arrow));
    else if (event.key === "Enter" || event.key === " ") pin(query);
    else if (event.key === "Escape") {
      pin(null);
      pointAt(null);
    } else return;
    event.preventDefault();
  };
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys.
    <div
      className="plain-map"
      data-testid={testId}
      role="application"
      tabIndex={0}
      aria-label={label}
      aria-describedby={describedBy}
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={() => pointAt(null)}
      onClick={(event) => {
        const cell = cellAt(event);
        if (cell) pin(cell);
      }}
      onKeyDown={press}
    >
      {picture || map ? <canvas ref={canvas} /> : <p className="stage-empty quiet">{empty}</p>}
      {grid && query && <Marks grid={grid} query={query} pinned={pinned} />}
    </div>
    // biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above.
  );
}

interface MarksProps {
  readonly grid: Grid;
  readonly query: Cell;
  readonly pinned: Cell | null;
}

function Marks({ grid, query, pinned }: MarksProps) {
  const unit = markUnit(grid);
  const { width, height } = grid;
  const isPinned = pinned !== null && pinned.x === query.x && pinned.y === query.y;
  const isInside = pinned !== null && pinned.x < width && pinned.y < height;
  return (
    <svg className="stage-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {isInside && (
        <CellMark
          {...{ cell: pinned, color: pinColor(0), number: 1, unit, width }}
          active={isPinned}
          testId="pin"
        />
      )}
      {!isPinned && <CellMark {...{ cell: query, color: "#ffffff", unit, width }} active testId="query" />}
    </svg>
  );
}
