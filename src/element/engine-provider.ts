import type { EngineProvider } from "./lens-model";

/** Engines shared by the elements of a page; their code is loaded when the first one is wanted. */
export const sharedEngines: EngineProvider = async (...asked) =>
  (await import("./shared-engine")).leaseEngine(...asked);
