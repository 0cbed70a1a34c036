/** What stands around the image: a chunk of its own, so that the image can be pointed at before it has arrived. */

import { ImageControls } from "./controls/ImageControls";
import { InterventionControls } from "./controls/InterventionControls";
import { LatentControls } from "./controls/LatentControls";
import { MapControls } from "./controls/MapControls";
import { ModelCard } from "./controls/ModelCard";
import { Discriminator } from "./discriminator/Discriminator";
import { Equation } from "./explain/Equation";
import { MapPanel } from "./explain/MapPanel";
import { Numbers } from "./explain/Numbers";
import { QuerySpecificPart } from "./explain/QuerySpecificPart";
import { EmbedCode } from "./export/EmbedCode";
import { Export } from "./export/Export";
import { ImportPanel } from "./importing/ImportPanel";
import { FeatureStrip } from "./inside/FeatureStrip";
import { PinStrip } from "./stage/PinStrip";
import { Tools } from "./stage/Tools";
import { Compare } from "./steer/Compare";
import { Directions } from "./steer/Directions";
import { SavedImages } from "./steer/SavedImages";
import { Walk } from "./steer/Walk";
import { TrainingStory } from "./training/TrainingStory";

/** Between the image and the gallery: what a drag does, pinned queries, a pinned state. */
export function UnderStage() {
  return (
    <>
      <Tools />
      <PinStrip />
      <Compare />
    </>
  );
}

/** Below the gallery: images put aside, and walks between images. */
export function Collection() {
  return (
    <>
      <SavedImages />
      <Walk />
      <Export />
      <EmbedCode />
    </>
  );
}

/** The map and what it says. */
export function Explanation() {
  return (
    <>
      <MapPanel />
      <QuerySpecificPart />
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
      <Discriminator />
      <TrainingStory />
    </>
  );
}

/** Everything that changes the image or the map. */
export function Controls() {
  return (
    <>
      <ImportPanel />
      <ImageControls />
      <InterventionControls />
      <Directions />
      <MapControls />
      <LatentControls />
      <ModelCard />
    </>
  );
}
