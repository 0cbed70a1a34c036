import { type KeyboardEvent, type MouseEvent, type PointerEvent, useState } from "react";
import { type Cell, cellUnder } from "../../attention/grid";
import { activePin, moveQuery, pinCell, pointAt, sameCell, togglePin, unpin } from "../../state/actions";
import { currentSite, isPending } from "../../state/derived";
import { useStore } from "../../state/store";
import { useText } from "../text";
import { drawOverlayLayer, drawPictureLayer, selectMap, selectPicture } from "./layers";
import { QueryMarks } from "./QueryMarks";
import { SpokenRow } from "./SpokenRow";
import { StageFooter } from "./StageFooter";
import { useLayer } from "./use-layer";
import "./Stage.css";

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const BIG_STEP = 4;

/** The picture with the map over it. Pointing shows a row, a click pins it, arrow keys move it. */
export function Stage() {
  const text = useText();
  const picture = useLayer(selectPicture, drawPictureLayer);
  const overlay = useLayer(selectMap, drawOverlayLayer);
  const smooth = useStore((state) => state.lens.smooth);
  const pending = useStore(isPending);
  const ready = useStore((state) => state.picture !== undefined);
  const [probe, setProbe] = useState<Cell>();

  const cellAt = (event: MouseEvent, which: "queryGrid" | "keyGrid"): Cell | undefined => {
    const site = currentSite(useStore.getState());
    const box = event.currentTarget.getBoundingClientRect();
    if (!site || box.width === 0) return undefined;
    return cellUnder(
      site[which],
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
    );
  };

  const onPointerMove = (event: PointerEvent) => {
    const cell = cellAt(event, "queryGrid");
    if (!cell) return;
    pointAt(cell);
    const pinned = useStore.getState().lens.pins.length > 0;
    if (pinned) setProbe(cellAt(event, "keyGrid"));
    else if (probe) setProbe(undefined);
  };

  /** A click on the pinned query lets it go; anywhere else pins. */
  const onClick = (event: MouseEvent) => {
    const cell = cellAt(event, "queryGrid");
    if (!cell) return;
    const pinOnShow = activePin(useStore.getState().lens);
    if (pinOnShow && sameCell(pinOnShow, cell)) unpin();
    else pinCell(cell, event.shiftKey);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? BIG_STEP : 1;
      moveQuery(arrow[0] * step, arrow[1] * step);
    } else if (event.key === "Enter" || event.key === " ") togglePin(event.shiftKey);
    else if (event.key === "Escape") unpin();
    else return;
    event.preventDefault();
  };

  return (
    <div className="stage-frame">
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
      <div
        className="stage"
        data-testid="stage"
        role="application"
        tabIndex={0}
        aria-label={text.stage.label}
        aria-describedby="stage-help"
        aria-busy={pending}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerMove}
        onPointerLeave={() => setProbe(undefined)}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <canvas ref={picture} className="stage-picture" data-testid="picture" />
        <canvas ref={overlay} className="stage-map" data-testid="overlay" data-smooth={smooth} />
        <QueryMarks />
        {!ready && <p className="stage-empty quiet">{pending ? text.stage.empty : text.stage.none}</p>}
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      <p id="stage-help" className="visually-hidden">
        {text.stage.help}
      </p>
      <SpokenRow />
      <StageFooter probe={probe} />
    </div>
  );
}
