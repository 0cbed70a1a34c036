import { PinStrip } from "../stage/PinStrip";
import { NARROW, useMedia } from "../use-media";
import { MapPanel } from "./MapPanel";
import { QuerySpecificPart } from "./QuerySpecificPart";

/** The map, the pinned queries side by side, and the parts of the map, which on a narrow page stand in the map's sheet. */
export function MapColumn() {
  const isNarrow = useMedia(NARROW);
  return (
    <>
      <MapPanel />
      <PinStrip />
      {!isNarrow && <QuerySpecificPart />}
    </>
  );
}
