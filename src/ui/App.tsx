import { type MouseEvent, startTransition, useEffect, useState } from "react";
import { Gallery } from "./controls/Gallery";
import { LatentControls } from "./controls/LatentControls";
import { MapControls } from "./controls/MapControls";
import { ModelCard } from "./controls/ModelCard";
import { PictureControls } from "./controls/PictureControls";
import { WhatIf } from "./controls/WhatIf";
import { Equation } from "./explain/Equation";
import { MapPanel } from "./explain/MapPanel";
import { Numbers } from "./explain/Numbers";
import { OwnPart } from "./explain/OwnPart";
import { Header } from "./frame/Header";
import { Notices } from "./frame/Notices";
import { FeatureStrip } from "./inside/FeatureStrip";
import { PinStrip } from "./stage/PinStrip";
import { Stage } from "./stage/Stage";
import { Tools } from "./stage/Tools";
import { Compare } from "./steer/Compare";
import { Directions } from "./steer/Directions";
import { Kept } from "./steer/Kept";
import { Walk } from "./steer/Walk";
import { useText } from "./text";
import { TrainingStory } from "./training/TrainingStory";
import "./App.css";

/** By hand, since the address holds the state and no place on the page. */
function skipToControls(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("controls")?.focus();
}

/** The page: picture first, then what explains it, then what changes it. */
export function App() {
  const text = useText();
  // The stage alone is rendered first, so that the picture can be pointed at while the columns are still being made.
  const [stageIsUp, setStageIsUp] = useState(false);
  useEffect(() => startTransition(() => setStageIsUp(true)), []);
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it does lead to a place on the page. */}
      <a className="skip-link" href="#controls" onClick={skipToControls}>
        {text.skipToControls}
      </a>
      <Header />
      <Notices />
      <main className="layout">
        <section className="layout-stage">
          <Stage />
          {stageIsUp && (
            <>
              <Tools />
              <PinStrip />
              <Compare />
            </>
          )}
          <Gallery />
          {stageIsUp && (
            <>
              <Kept />
              <Walk />
            </>
          )}
        </section>
        <section className="layout-explain" aria-label={text.map.heading}>
          {stageIsUp && (
            <>
              <MapPanel />
              <OwnPart />
              <Numbers />
            </>
          )}
        </section>
        <section className="layout-deep" aria-label={text.equation.heading}>
          {stageIsUp && (
            <>
              <Equation />
              <FeatureStrip />
              <TrainingStory />
            </>
          )}
        </section>
        <section className="layout-controls" id="controls" tabIndex={-1}>
          {stageIsUp && (
            <>
              <PictureControls />
              <WhatIf />
              <Directions />
              <MapControls />
              <LatentControls />
              <ModelCard />
            </>
          )}
        </section>
      </main>
    </>
  );
}
