/** The backend that the address forces: `?backend=wasm`. */
import type { LensError } from "../../model/errors";
import { BACKENDS, type BackendName } from "../../runtime/api/types";

/** What the address names, whether or not there is such a backend. */
export function namedBackend(): string | undefined {
  return new URLSearchParams(window.location.search).get("backend") ?? undefined;
}

/** The one backend that may be used; `undefined` where the best one is. */
export function forcedBackend(): BackendName | undefined {
  const named = namedBackend();
  return BACKENDS.find((name) => name === named);
}

/** Whether an error is that of the forced backend: another one may do. */
export function isOfForcedBackend({ code }: LensError): boolean {
  return code.startsWith("backend-") && forcedBackend() !== undefined;
}

/** Takes the backend out of the address: from now on the best one is used. */
export function dropForcedBackend(): void {
  const address = new URL(window.location.href);
  address.searchParams.delete("backend");
  window.history.replaceState(window.history.state, "", address);
}
