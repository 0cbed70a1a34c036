import { PinStrip } from "../stage/PinStrip";
import { QuerySpecificPart } from "./QuerySpecificPart";

/** Under the map: its parts, and the pinned queries side by side. */
export function BesideMap() {
  return (
    <>
      <PinStrip />
      <QuerySpecificPart />
    </>
  );
}
