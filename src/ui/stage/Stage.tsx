import { Suspense } from "react";
import { useStore } from "../../state/store/store";
import { isPending } from "../../viewer/views/derived";
import { EngineLoading } from "../frame/EngineLoading";
import { lazyPart } from "../lazy-part";
import { useText } from "../text";
import { drawOverlayLayer, drawPictureLayer, selectMap, selectPicture, wipedImage } from "./layers";
import { Overlays } from "./Overlays";
import { QueryMarks } from "./QueryMarks";
import { SpokenRow } from "./SpokenRow";
import { StageFooter } from "./StageFooter";
import { useHelp } from "./use-help";
import { useLayer } from "./use-layer";
import { usePointer } from "./use-pointer";
import "./Stage.css";

const Wipe = lazyPart(async () => (await import("./Wipe")).Wipe);
const StateChips = lazyPart(async () => (await import("../chips/StateChips")).StateChips);

/** The image with the map over it. Pointing shows a row, a click pins it, arrow keys move it. */
export function Stage() {
  const text = useText();
  const image = useLayer(selectPicture, drawPictureLayer);
  const overlay = useLayer(selectMap, drawOverlayLayer);
  const smooth = useStore((state) => state.lens.smooth);
  const tool = useStore((state) => state.tool);
  const pending = useStore(isPending);
  const ready = useStore((state) => state.image !== undefined);
  const isOwn = useStore((state) => state.userImage !== undefined);
  const wipes = useStore((state) => wipedImage(state) !== undefined);
  const pointer = usePointer();
  const help = useHelp();

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
          aria-label={isOwn ? text.stage.labelOwn : text.stage.label}
          aria-describedby="stage-help"
          aria-busy={pending}
          {...pointer}
        >
          <canvas ref={image} className="stage-picture" data-testid="picture" />
          <canvas ref={overlay} className="stage-map" data-testid="overlay" data-smooth={smooth} />
          <Overlays />
          <QueryMarks />
          {wipes && (
            <Suspense>
              <Wipe />
            </Suspense>
          )}
          {!ready && <p className="stage-empty quiet">{pending ? text.stage.empty : text.stage.none}</p>}
        </div>
        <Suspense>
          <StateChips />
        </Suspense>
        <EngineLoading />
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
        <p id="stage-help" className="visually-hidden">
          {help.stage}
        </p>
        <SpokenRow />
      </div>
      <StageFooter />
    </>
  );
}
