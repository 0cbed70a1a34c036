import { Suspense } from "react";
import type { Text } from "../../locales/en/page";
import { formatMegabytes } from "../../render/format";
import { viewer } from "../../state/engine/viewer";
import { useStore } from "../../state/store/store";
import type { EngineStatus as Status } from "../../viewer/state/viewer-state";
import { lazyPart } from "../lazy-part";
import { useText } from "../text";

const TimeLeft = lazyPart(async () => (await import("../inputs/TimeLeft")).TimeLeft);

/** Over the image: the generator while it is loaded, or that only prepared images can be shown. */
export function EngineLoading() {
  const status = useStore((state) => state.engine);
  if (status.phase === "ready" || status.phase === "idle") return null;
  return status.phase === "failed" ? <PreparedOnly /> : <Loading status={status} />;
}

type Of<Phase extends Status["phase"]> = Extract<Status, { phase: Phase }>;

function Loading({ status }: { status: Of<"download" | "start" | "prepare" | "check"> }) {
  const text = useText();
  const progress = "progress" in status ? status.progress : undefined;
  const known = progress && progress.total > 0;
  return (
    <div className="engine-loading" data-testid="engine-loading">
      <label className="figures" htmlFor="engine-progress">
        {labelOf(status, text)}
      </label>
      <progress id="engine-progress" {...(known ? { value: progress.loaded, max: progress.total } : {})} />
      <Suspense>{known && <TimeLeft done={progress.loaded} total={progress.total} />}</Suspense>
      <button type="button" onClick={() => viewer.cancelOpening()}>
        {text.engine.cancel}
      </button>
    </div>
  );
}

function labelOf(status: Of<"download" | "start" | "prepare" | "check">, { engine }: Text): string {
  switch (status.phase) {
    case "download":
    case "prepare": {
      const { loaded, total } = status.progress;
      return engine[status.phase](formatMegabytes(loaded), formatMegabytes(total));
    }
    case "start":
      return engine.start(engine.names[status.backend]);
    case "check":
      return (status.compared ? engine.check : engine.firstImage)(engine.names[status.backend]);
  }
}

function PreparedOnly() {
  const text = useText();
  return (
    <p className="engine-loading" data-testid="engine-failed">
      {text.engine.stillsOnly}
    </p>
  );
}
