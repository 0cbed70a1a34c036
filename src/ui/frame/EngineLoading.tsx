import { formatMegabytes } from "../../render/format";
import { viewer } from "../../state/engine/viewer";
import { useStore } from "../../state/store/store";
import type { EngineStatus as Status } from "../../viewer/state/viewer-state";
import { useText } from "../text";

/** Over the image: the generator while it is loaded, or that only prepared images can be shown. */
export function EngineLoading() {
  const status = useStore((state) => state.engine);
  if (status.phase === "ready" || status.phase === "idle") return null;
  return status.phase === "failed" ? <PreparedOnly /> : <Loading status={status} />;
}

type Of<Phase extends Status["phase"]> = Extract<Status, { phase: Phase }>;

function Loading({ status }: { status: Of<"download" | "start" | "check"> }) {
  const text = useText();
  const download = status.phase === "download" ? status.progress : undefined;
  const label = download
    ? text.engine.download(formatMegabytes(download.loaded), formatMegabytes(download.total))
    : text.engine[status.phase === "start" ? "start" : "check"](
        text.engine.names[(status as Of<"start" | "check">).backend],
      );
  const known = download && download.total > 0;
  return (
    <div className="engine-loading" data-testid="engine-loading">
      <label className="figures" htmlFor="engine-progress">
        {label}
      </label>
      <progress id="engine-progress" {...(known ? { value: download.loaded, max: download.total } : {})} />
      <button type="button" onClick={() => viewer.cancelOpening()}>
        {text.engine.cancel}
      </button>
    </div>
  );
}

function PreparedOnly() {
  const text = useText();
  return (
    <p className="engine-loading" data-testid="engine-failed">
      {text.engine.stillsOnly}
    </p>
  );
}
