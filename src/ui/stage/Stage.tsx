import { type KeyboardEvent, Suspense, useState } from "react";
import type { Cell } from "../../attention/grid";
import { leaveMarks, moveQuery, togglePin } from "../../state/store/actions";
import { useStore } from "../../state/store/store";
import { arrowStep } from "../../viewer/state/arrow-keys";
import { currentSite, isPending } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";
import { EngineLoading } from "../frame/EngineLoading";
import { lazyPart } from "../lazy-part";
import { useText } from "../text";
import { drawOverlayLayer, drawPictureLayer, selectMap, selectPicture } from "./layers";
import { Overlays } from "./Overlays";
import { QueryMarks } from "./QueryMarks";
import { SpokenRow } from "./SpokenRow";
import { StageFooter } from "./StageFooter";
import { useLayer } from "./use-layer";
import { applyTool, usePointer } from "./use-pointer";
import "./Stage.css";

const StateChips = lazyPart(async () => (await import("./StateChips")).StateChips);

/** The image with the map over it. Pointing shows a row, a click pins it, arrow keys move it. */
export function Stage() {
  const text = useText();
  const image = useLayer(selectPicture, drawPictureLayer);
  const overlay = useLayer(selectMap, drawOverlayLayer);
  const smooth = useStore((state) => state.lens.smooth);
  const tool = useStore((state) => state.tool);
  const pending = useStore(isPending);
  const ready = useStore((state) => state.image !== undefined);
  const [probe, setProbe] = useState<Cell>();
  const pointer = usePointer(setProbe);

  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrowStep(event);
    if (arrow) moveQuery(...arrow);
    else if (event.key === "Enter" || event.key === " ") act(event.shiftKey);
    else if (event.key === "Escape") leaveMarks();
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="stage-frame">
        {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
        <div
          className="stage"
          data-testid="stage"
          data-tool={tool}
          role="application"
          tabIndex={0}
          aria-label={text.stage.label}
          aria-describedby="stage-help"
          aria-busy={pending}
          {...pointer}
          onPointerLeave={() => setProbe(undefined)}
          onKeyDown={onKeyDown}
        >
          <canvas ref={image} className="stage-picture" data-testid="picture" />
          <canvas ref={overlay} className="stage-map" data-testid="overlay" data-smooth={smooth} />
          <Overlays />
          <QueryMarks />
          {!ready && <p className="stage-empty quiet">{pending ? text.stage.empty : text.stage.none}</p>}
        </div>
        <Suspense>
          <StateChips />
        </Suspense>
        <EngineLoading />
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
        <p id="stage-help" className="visually-hidden">
          {text.stage.help}
        </p>
        <SpokenRow />
      </div>
      <StageFooter probe={probe} />
    </>
  );
}

/** Enter: pins, or does at the query what the chosen tool does under a pointer. */
function act(beside: boolean): void {
  const state = useStore.getState();
  const site = currentSite(state);
  if (state.tool === "query") togglePin(beside);
  else if (site) applyTool(state.tool, cellInside(site, state.lens.query));
}
