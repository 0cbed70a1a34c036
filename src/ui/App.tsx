import { type ComponentType, type MouseEvent, Suspense, startTransition, useEffect, useState } from "react";
import { useStore } from "../state/store/store";
import { Header } from "./frame/Header";
import { Notices } from "./frame/Notices";
import { lazyPart } from "./lazy-part";
import { Stage } from "./stage/Stage";
import { useText } from "./text";
import { useMedia, WIDE } from "./use-media";
import "./App.css";
import "./inputs/controls.css";

const DropTarget = lazyPart(async () => (await import("./frame/DropTarget")).DropTarget);
const ImportPanel = lazyPart(async () => (await import("./importing/ImportPanel")).ImportPanel);
const MapColumn = lazyPart(async () => (await import("./explain/MapColumn")).MapColumn);
const FilmStrip = lazyPart(async () => (await import("./film/FilmStrip")).FilmStrip);
const TourBar = lazyPart(async () => (await import("./tour/TourBar")).TourBar);
const Presenter = lazyPart(async () => (await import("./presenter/Presenter")).Presenter);
const Tasks = lazyPart(async () => (await import("./tasks/Tasks")).Tasks);

/** By hand, since the address holds the state and no place on the page. */
function skipToControls(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("controls")?.focus();
}

/** The page: image and map, which never leave the screen, and the controls of one task. */
export function App() {
  const text = useText();
  const sheetOpen = useStore((state) => state.sheetOpen);
  const isTour = useStore(({ tour }) => tour !== undefined);
  const presenting = useStore((state) => state.presenting);
  // The image is rendered first, so that it can be pointed at while the rest is still being made.
  const [isStageUp, setStageUp] = useState(false);
  useEffect(() => startTransition(() => setStageUp(true)), []);
  const later = (Part: ComponentType) => <Suspense>{isStageUp && <Part />}</Suspense>;
  // Where it stands decides when the Tab key comes to it: after the image that it stands under, or after both views.
  const isWide = useMedia(WIDE);
  const film = <div className="layout-film">{later(FilmStrip)}</div>;
  return (
    <>
      <div className="page">
        {/* biome-ignore lint/a11y/useValidAnchor: it does lead to a place on the page. */}
        <a className="skip-link" href="#controls" onClick={skipToControls}>
          {text.skipToControls}
        </a>
        <Header />
        {!presenting && <Notices />}
        {isTour && <div className="tour-place">{later(TourBar)}</div>}
        {later(DropTarget)}
        <main className="layout" data-sheet={sheetOpen}>
          <div className="layout-views">
            <section className="layout-image">
              <Stage />
            </section>
            {isWide && film}
            <section className="layout-map" aria-label={text.map.heading}>
              {later(MapColumn)}
            </section>
          </div>
          {!isWide && film}
          <section className="layout-task" id="controls" tabIndex={-1} aria-label={text.shell.tasks}>
            {later(Tasks)}
          </section>
          <div className="import-area">{later(ImportPanel)}</div>
        </main>
      </div>
      {presenting && later(Presenter)}
    </>
  );
}
