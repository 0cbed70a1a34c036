import { PinStrip } from "../stage/PinStrip";
import { MapPanel } from "./MapPanel";
import { QuerySpecificPart } from "./QuerySpecificPart";

/** The map, the pinned queries side by side, and the parts of the map. */
export function MapColumn() {
  return (
    <>
      <MapPanel />
      <PinStrip />
      <QuerySpecificPart />
    </>
  );
}
