import type { PointerEvent } from "react";
import { markUnit } from "../../render/pin-colors";
import { hideDot, pointDot, usePresenter } from "../../state/navigation/presenter";
import { useStore } from "../../state/store/store";
import { currentSite, isPending } from "../../viewer/views/derived";
import { cellInside } from "../../viewer/views/rows";
import {
  drawOverlayLayer,
  drawPictureLayer,
  drawPlainLayer,
  selectMap,
  selectPicture,
} from "../stage/layers";
import { Overlays } from "../stage/Overlays";
import { QueryMarks } from "../stage/QueryMarks";
import { useLayer } from "../stage/use-layer";
import { cellAt } from "../stage/use-pointer";
import { useText } from "../text";

const point = (event: PointerEvent) => {
  const cell = cellAt(event);
  if (cell) pointDot(cell);
};
const POINTER = { onPointerDown: point, onPointerMove: point, onPointerLeave: hideDot };

/** Image and map side by side. Whatever the tool of the page, a pointer on either only points. */
export function PresenterViews({ describedBy }: { readonly describedBy: string }) {
  const text = useText();
  const image = useLayer(selectPicture, drawPictureLayer);
  const overlay = useLayer(selectMap, drawOverlayLayer);
  const plain = useLayer(selectMap, drawPlainLayer);
  const smooth = useStore((state) => state.lens.smooth);
  const pending = useStore(isPending);
  const ready = useStore((state) => state.image !== undefined);
  const isOwn = useStore((state) => state.userImage !== undefined);
  return (
    <div className="presenter-views">
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: role "application" takes the focus and the keys. */}
      <div
        className="presenter-view"
        data-testid="presenter-image"
        role="application"
        tabIndex={0}
        aria-label={isOwn ? text.stage.labelOwn : text.stage.label}
        aria-describedby={describedBy}
        aria-busy={pending}
        {...POINTER}
      >
        <canvas ref={image} data-testid="presenter-picture" />
        <canvas ref={overlay} className="stage-map" data-smooth={smooth} />
        <Overlays />
        <QueryMarks />
        <LaserDot testId="dot-image" />
        {!ready && <p className="presenter-empty">{pending ? text.stage.empty : text.stage.none}</p>}
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      <div
        className="presenter-view"
        data-testid="presenter-map"
        role="img"
        aria-label={text.map.heading}
        {...POINTER}
      >
        <canvas ref={plain} className="stage-map" data-testid="presenter-plain" data-smooth={smooth} />
        <QueryMarks />
        <LaserDot testId="dot-map" />
      </div>
    </div>
  );
}

/** Bright on any image and any colour map: a red core, a white ring and a dark edge. */
function LaserDot({ testId }: { readonly testId: string }) {
  const isShown = usePresenter(({ dot }) => dot);
  const site = useStore(currentSite);
  const query = useStore((state) => state.lens.query);
  if (!isShown || !site) return null;
  const { width, height } = site.queryGrid;
  const { x, y } = cellInside(site, query);
  const unit = markUnit(site.queryGrid);
  const at = { cx: x + 0.5, cy: y + 0.5 };
  return (
    <svg className="stage-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <g data-testid={testId} data-cell={`${x},${y}`}>
        <circle {...at} r={1.25 * unit} fill="#000" fillOpacity={0.45} />
        <circle {...at} r={1.1 * unit} fill="#fff" />
        <circle {...at} r={0.8 * unit} fill="#ff1f3d" />
      </g>
    </svg>
  );
}
