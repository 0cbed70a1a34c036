import { InterventionControls } from "../controls/InterventionControls";
import { Compare } from "../steer/Compare";

/** Changes inside the layer, and a baseline to compare with. */
export function WhatIfTask() {
  return (
    <>
      <InterventionControls />
      <Compare />
    </>
  );
}
