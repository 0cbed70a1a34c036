/** What stands around the picture: a chunk of its own, so that the picture can be pointed at before it has arrived. */

import { PictureControls } from "./controls/ImageControls";
import { WhatIf } from "./controls/InterventionControls";
import { LatentControls } from "./controls/LatentControls";
import { MapControls } from "./controls/MapControls";
import { ModelCard } from "./controls/ModelCard";
import { Judge } from "./discriminator/Discriminator";
import { Equation } from "./explain/Equation";
import { MapPanel } from "./explain/MapPanel";
import { Numbers } from "./explain/Numbers";
import { OwnPart } from "./explain/QuerySpecificPart";
import { EmbedCode } from "./export/EmbedCode";
import { TakeAway } from "./export/Export";
import { ImportPanel } from "./importing/ImportPanel";
import { FeatureStrip } from "./inside/FeatureStrip";
import { PinStrip } from "./stage/PinStrip";
import { Tools } from "./stage/Tools";
import { Compare } from "./steer/Compare";
import { Directions } from "./steer/Directions";
import { Kept } from "./steer/SavedImages";
import { Walk } from "./steer/Walk";
import { TrainingStory } from "./training/TrainingStory";

/** Between the picture and the gallery: what a drag does, pinned queries, a pinned state. */
export function UnderStage() {
  return (
    <>
      <Tools />
      <PinStrip />
      <Compare />
    </>
  );
}

/** Below the gallery: pictures put aside, and walks between pictures. */
export function Collection() {
  return (
    <>
      <Kept />
      <Walk />
      <TakeAway />
      <EmbedCode />
    </>
  );
}

/** The map and what it says. */
export function Explanation() {
  return (
    <>
      <MapPanel />
      <OwnPart />
      <Numbers />
    </>
  );
}

/** The equation, the inside of the network, the other network, their training. */
export function Depth() {
  return (
    <>
      <Equation />
      <FeatureStrip />
      <Judge />
      <TrainingStory />
    </>
  );
}

/** Everything that changes the picture or the map. */
export function Controls() {
  return (
    <>
      <ImportPanel />
      <PictureControls />
      <WhatIf />
      <Directions />
      <MapControls />
      <LatentControls />
      <ModelCard />
    </>
  );
}
