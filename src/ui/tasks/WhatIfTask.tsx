import { InterventionControls } from "../controls/InterventionControls";
import { Compare } from "../steer/Compare";
import { CompareLink } from "../steer/CompareLink";

/** Changes inside the layer, a baseline to compare with, and the page that compares everything. */
export function WhatIfTask() {
  return (
    <>
      <InterventionControls />
      <Compare />
      <CompareLink />
    </>
  );
}
