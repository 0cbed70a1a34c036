import type { LensError } from "../../model/errors";
import { dropForcedBackend, isOfForcedBackend } from "../../state/navigation/forced-backend";
import { useText } from "../text";

interface BestBackendProps {
  readonly error: LensError;
  /** Starts again, on whichever backend is best. */
  readonly onUse: () => Promise<unknown>;
}

/** The way on where the address forces a backend that cannot be used here. */
export function BestBackend({ error, onUse }: BestBackendProps) {
  const text = useText();
  if (!isOfForcedBackend(error)) return null;
  const use = () => {
    dropForcedBackend();
    void onUse();
  };
  return (
    <button type="button" onClick={use}>
      {text.engine.best}
    </button>
  );
}
