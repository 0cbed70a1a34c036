import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from "react";
import { type Cell, cellOn, cellsBetween, cellUnder, type Grid, sameCell } from "../../attention/grid";
import { pointerPlace } from "../../render/pointer-place";
import {
  clickCell,
  movePin,
  paintMask,
  pointAt,
  pressKey,
  setProbe,
  setRegion,
} from "../../state/store/actions";
import { type Tool, useStore } from "../../state/store/store";
import { isEnter } from "../../viewer/state/mark-keys";
import { currentIntervention, currentSite } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";

/** Cells of a brush to each side of the one under the pointer. */
const BRUSH = 1;

type Drag =
  | { readonly kind: "pin"; at: Cell; moved: boolean }
  | { readonly kind: "rectangle"; readonly from: Cell }
  | { readonly kind: "brush" }
  | { readonly kind: "mask"; readonly which: "maskedKeys" | "maskedQueries"; readonly masked: boolean };

const maskOfTool: Partial<Record<Tool, "maskedKeys" | "maskedQueries">> = {
  maskKeys: "maskedKeys",
  maskQueries: "maskedQueries",
};

/** What pointer, click, touch and keys do on the image, and on every map of it: the same, by the chosen tool. */
export function usePointer() {
  const drag = useRef<Drag>(undefined);
  /** A drag ends in a click, which must not pin. */
  const swallow = useRef(false);

  const onPointerDown = (event: PointerEvent) => {
    const cell = cellAt(event);
    if (!cell || event.button > 0) return;
    swallow.current = false;
    const { tool, lens } = useStore.getState();
    if (tool === "query") {
      const pin = lens.pins.find((other) => sameCell(other, cell));
      drag.current = pin && { kind: "pin", at: pin, moved: false };
    } else {
      swallow.current = true;
      drag.current = startOf(tool, cell);
    }
    if (drag.current) event.currentTarget.setPointerCapture(event.pointerId);
    onPointerMove(event);
  };

  const onPointerMove = (event: PointerEvent) => {
    const cell = cellAt(event);
    if (!cell) return;
    const active = drag.current;
    if (active) {
      continueDrag(active, cell);
      if (active.kind === "pin" && active.moved) swallow.current = true;
      return;
    }
    pointHere(cell);
  };

  const onPointerUp = () => {
    drag.current = undefined;
  };

  /** A click on the pinned query unpins it; anywhere else pins. */
  const onClick = (event: MouseEvent) => {
    const cell = cellAt(event);
    if (swallow.current || !cell) {
      swallow.current = false;
      return;
    }
    clickCell(cell, event.shiftKey);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const state = useStore.getState();
    const site = currentSite(state);
    const paints = state.tool !== "query" && state.tool !== "rectangle";
    if (site && paints && isEnter(event)) applyTool(state.tool, cellInside(site, state.lens.query));
    else if (!pressKey(event)) return;
    event.preventDefault();
  };

  return {
    ...{ onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onClick, onKeyDown },
    onPointerLeave: () => setProbe(undefined),
  };
}

/** What a pointer does that only moves over a map of the whole image: its cell is the query, and the map's value there is read. */
export function pointUnder(event: MouseEvent): void {
  const cell = cellAt(event);
  if (cell) pointHere(cell);
}

function pointHere(cell: Cell): void {
  pointAt(cell);
  probeAt(cell);
}

/** Reads the map's value there. The row of the query under the pointer says where it looks by itself. */
export function probeAt(cell: Cell): void {
  const { pins, region, map } = useStore.getState().lens;
  setProbe(map !== "row" || pins.length > 0 || region.length > 0 ? cell : undefined);
}

/** The tool's action at one location, for the keyboard. */
function applyTool(tool: Tool, cell: Cell): void {
  const started = startOf(tool, cell);
  if (started) continueDrag(started, cell);
}

function startOf(tool: Tool, cell: Cell): Drag | undefined {
  const site = currentSite(useStore.getState());
  if (!site || tool === "query") return undefined;
  if (tool === "rectangle") return { kind: "rectangle", from: cell };
  const which = maskOfTool[tool];
  if (!which) return { kind: "brush" };
  const grid = which === "maskedKeys" ? site.keyGrid : site.queryGrid;
  const [middle] = around(cellOn(grid, site.queryGrid, cell), grid, 0);
  const masked = !currentIntervention(useStore.getState())[which].includes(middle);
  return { kind: "mask", which, masked };
}

function continueDrag(drag: Drag, cell: Cell): void {
  const state = useStore.getState();
  const site = currentSite(state);
  if (!site) return;
  if (drag.kind === "pin") {
    if (sameCell(drag.at, cell)) return;
    movePin(drag.at, cell);
    if (useStore.getState().lens.pins.some((pin) => sameCell(pin, cell))) drag.at = cell;
    drag.moved = true;
  } else if (drag.kind === "rectangle") {
    setRegion(cellsBetween(drag.from, cell, site.queryGrid));
  } else if (drag.kind === "brush") {
    setRegion(
      [...new Set([...state.lens.region, ...around(cell, site.queryGrid, BRUSH)])].sort((a, b) => a - b),
    );
  } else {
    const grid = drag.which === "maskedKeys" ? site.keyGrid : site.queryGrid;
    paintMask(drag.which, around(cellOn(grid, site.queryGrid, cell), grid, BRUSH), drag.masked);
  }
}

function around({ x, y }: Cell, grid: Grid, by: number): number[] {
  return cellsBetween({ x: x - by, y: y - by }, { x: x + by, y: y + by }, grid);
}

/** The cell of the query grid under a pointer on an element that shows the whole image. */
export function cellAt(event: MouseEvent): Cell | undefined {
  const site = currentSite(useStore.getState());
  const place = pointerPlace(event.currentTarget, event);
  return site && place && cellUnder(site.queryGrid, ...place);
}
