/** What the parts of a side share: its name, and its lens for the inputs of the table of controls. */
import { createContext, useContext } from "react";
import { patchSide, sideViewer, usePair } from "../../state/compare/pair";
import type { SideName } from "../../viewer/address/pair-address";
import type { ViewerState } from "../../viewer/state/viewer-state";
import type { ControlledLens } from "../inputs/controlled-lens";

/** How the sides are called, in every language. */
export const NAMES: Readonly<Record<SideName, string>> = { a: "A", b: "B" };

export const SideContext = createContext<SideName>("a");

/** Which side the part of the page is of. */
export const useSideName = (): SideName => useContext(SideContext);

/** A part of that side's state. */
export function useSide<T>(select: (state: ViewerState) => T): T {
  const name = useSideName();
  return usePair((pair) => select(pair[name]));
}

const lensOf = (name: SideName): ControlledLens => ({
  useState: (select) => usePair((pair) => select(pair[name])),
  getState: () => sideViewer(name).state,
  patch: (change) => patchSide(name, change),
});

/** The lens of each side. */
export const LENSES: Readonly<Record<SideName, ControlledLens>> = { a: lensOf("a"), b: lensOf("b") };
