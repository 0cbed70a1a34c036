/** Keeps the page's address in step with its state, and the state with the address. */
import { LensError } from "../../model/errors";
import { addNotice } from "../store/notices";
import { readAtlasHash } from "./address";
import { compute } from "./atlas";
import { type AtlasAddress, writeAtlasHash } from "./atlas-hash";
import { type AtlasState, useAtlas } from "./atlas-store";
import { seedsLeftOff } from "./left-off";

const addressOf = ({ choice, pinned, map }: AtlasState): AtlasAddress => ({ ...choice, query: pinned, map });

/** The state as a hash, without its `#`. */
const hashOf = (state: AtlasState) => writeAtlasHash(addressOf(state));

/** A link to this page, as it is now. */
export function atlasLink(): string {
  const link = new URL(window.location.href);
  link.hash = hashOf(useAtlas.getState());
  return link.href;
}

/** Computes what the address says and follows both from then on; called once. */
export function followAtlasAddress(): void {
  const lost = open();
  useAtlas.setState({ lostSeeds: lost });
  let written = hashOf(useAtlas.getState());
  useAtlas.subscribe((state) => {
    const hash = hashOf(state);
    if (hash === written) return;
    written = hash;
    // What is computed is a step of the browser's history; what is pinned is none.
    window.history.replaceState(window.history.state, "", `#${hash}`);
  });
  window.addEventListener("popstate", () => {
    if (window.location.hash.slice(1) === written) return;
    written = "";
    open();
  });
}

/** @returns seeds that were done when the page was left */
function open(): number {
  const { address, refused } = readAtlasHash(window.location.hash);
  if (refused.length > 0) addNotice(new LensError("link-fields", { fields: refused.join(", ") }));
  const { query: pinned, map, ...choice } = address;
  const lost = seedsLeftOff(choice);
  useAtlas.setState({ pinned, map });
  void compute(choice);
  return lost;
}

/** Computes something else, as a step of the browser's history. */
export function computeAnew(choice: AtlasAddress): void {
  window.history.pushState(null, "", `#${writeAtlasHash(choice)}`);
  const { query: _query, map: _map, ...rest } = choice;
  useAtlas.setState({ lostSeeds: 0 });
  void compute(rest);
}
