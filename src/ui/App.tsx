import {
  type ComponentType,
  lazy,
  type MouseEvent,
  Suspense,
  startTransition,
  useEffect,
  useState,
} from "react";
import { LensError } from "../model/errors";
import { addNotice } from "../state/store/notices";
import { Gallery } from "./controls/Gallery";
import { DropTarget } from "./frame/DropTarget";
import { Header } from "./frame/Header";
import { Notices } from "./frame/Notices";
import { Stage } from "./stage/Stage";
import { useText } from "./text";
import "./App.css";

type Columns = typeof import("./columns");

let told = false;

/** A part of the columns. Where they cannot be loaded, the page says so once, and the image stays. */
const column = (name: keyof Columns) =>
  lazy(async (): Promise<{ default: ComponentType }> => {
    try {
      return { default: (await import("./columns"))[name] };
    } catch {
      if (!told) addNotice(new LensError("file-unreachable", { file: "columns" }));
      told = true;
      return { default: () => null };
    }
  });
const UnderStage = column("UnderStage");
const Collection = column("Collection");
const Explanation = column("Explanation");
const Depth = column("Depth");
const Controls = column("Controls");

/** By hand, since the address holds the state and no place on the page. */
function skipToControls(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("controls")?.focus();
}

/** The page: image first, then what explains it, then what changes it. */
export function App() {
  const text = useText();
  // The stage alone is rendered first, so that the image can be pointed at while the columns are still being made.
  const [stageIsUp, setStageIsUp] = useState(false);
  useEffect(() => startTransition(() => setStageIsUp(true)), []);
  const later = (Column: ComponentType) => <Suspense>{stageIsUp && <Column />}</Suspense>;
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it does lead to a place on the page. */}
      <a className="skip-link" href="#controls" onClick={skipToControls}>
        {text.skipToControls}
      </a>
      <Header />
      <Notices />
      <DropTarget />
      <main className="layout">
        <section className="layout-stage">
          <Stage />
          {later(UnderStage)}
          <Gallery />
          {later(Collection)}
        </section>
        <section className="layout-explain" aria-label={text.map.heading}>
          {later(Explanation)}
        </section>
        <section className="layout-deep" aria-label={text.equation.heading}>
          {later(Depth)}
        </section>
        <section className="layout-controls" id="controls" tabIndex={-1}>
          {later(Controls)}
        </section>
      </main>
    </>
  );
}
