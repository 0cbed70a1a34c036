import { formatError, formatMegabytes } from "../../render/format";
import { viewer } from "../../state/engine/viewer";
import { useStore } from "../../state/store/store";
import type { EngineStatus as Status } from "../../viewer/state/viewer-state";
import { isPending } from "../../viewer/views/derived";
import { sentenceFor, useText } from "../text";

/** Where the generator stands: loading with progress, or the badge that tells backend, adapter and largest error, or that there was nothing to check it against. */
export function EngineStatus() {
  const status = useStore((state) => state.engine);
  if (status.phase === "ready") return <Badge status={status} />;
  if (status.phase === "idle") return null;
  if (status.phase === "failed") return <FailedBadge />;
  return <Loading status={status} />;
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
    <div className="engine engine-loading" data-testid="engine-loading">
      <label className="figures quiet" htmlFor="engine-progress">
        {label}
      </label>
      <progress id="engine-progress" {...(known ? { value: download.loaded, max: download.total } : {})} />
      <button type="button" onClick={() => viewer.cancelOpening()}>
        {text.engine.cancel}
      </button>
    </div>
  );
}

function Badge({ status }: { status: Of<"ready"> }) {
  const text = useText();
  const pending = useStore(isPending);
  const { backend, adapter, check, attempts } = status;
  const name = text.engine.names[backend];
  const { imageError, betaError, runs } = check;
  const checked = imageError !== null && betaError !== null;
  return (
    <details className="engine" data-testid="engine-badge" data-backend={backend}>
      <summary>
        <span className="engine-dot" data-busy={pending} />
        <span>{name}</span>
        <span className="engine-error figures quiet">
          {checked ? text.engine.exact(formatError(Math.max(imageError, betaError))) : text.engine.unchecked}
        </span>
      </summary>
      <div className="engine-detail">
        <p>
          {checked
            ? text.engine.detail({
                adapter: adapter.name,
                image: formatError(imageError),
                beta: formatError(betaError),
                runs,
              })
            : text.engine.uncheckedDetail({ adapter: adapter.name })}
        </p>
        {attempts.map((attempt) => (
          <p key={attempt.backend} className="quiet">
            {text.engine.passedOver(text.engine.names[attempt.backend], sentenceFor(text, attempt.error))}
          </p>
        ))}
      </div>
    </details>
  );
}

function FailedBadge() {
  const text = useText();
  return (
    <p className="engine engine-loading quiet" data-testid="engine-failed">
      <span className="engine-dot" data-failed="true" />
      {text.engine.stillsOnly}
    </p>
  );
}
