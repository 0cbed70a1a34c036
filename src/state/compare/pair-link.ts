/** Keeps the address of the page that compares in step with its state. */
import { LensError } from "../../model/errors";
import { readPair, writePair } from "../../viewer/address/pair-address";
import { addNotice } from "../store/notices";
import { currentPair, showPair, usePair } from "./pair";

/** As long as the address of the lens waits. */
const REST_MS = 500;

/** Opens what the address says, and follows both from then on; called once, before anything is loaded. */
export function followPairAddress(): void {
  openAddress();
  let rest: ReturnType<typeof setTimeout> | undefined;
  let written = writePair(currentPair());
  const write = () => {
    const hash = writePair(currentPair());
    if (hash === written) return;
    written = hash;
    const address = new URL(window.location.href);
    address.hash = hash;
    window.history.replaceState(null, "", address.href);
  };
  const writeLater = () => {
    clearTimeout(rest);
    rest = setTimeout(write, REST_MS);
  };
  usePair.subscribe(({ a }) => a.lens, writeLater);
  usePair.subscribe(({ b }) => b.lens, writeLater);
  window.addEventListener("popstate", () => {
    clearTimeout(rest);
    openAddress();
    written = writePair(currentPair());
  });
}

function openAddress(): void {
  const { hash } = window.location;
  const { pair, refused } = readPair(hash);
  showPair(pair);
  if (refused.length > 0) addNotice(new LensError("link-fields", { fields: refused.join(", ") }));
}
