import { useEffect, useState } from "react";
import type { Text } from "../../locales/en/page";
import { formatCount, formatMegabytes } from "../../render/format";
import { cancel, compute, pause, resume } from "../../state/atlas/atlas";
import { type AtlasStatus, isUnderWay, useAtlas } from "../../state/atlas/atlas-store";
import { BestBackend } from "../frame/BestBackend";
import { TimeLeft } from "../inputs/TimeLeft";
import { sentenceFor, useText } from "../text";
import { FileFault, Origin } from "./Origin";
import { useAtlasText } from "./text";

/** How far it is, what it knows, and what a person can do about it. */
export function Standing() {
  const common = useText();
  const { standing: text } = useAtlasText();
  const status = useAtlas((state) => state.status);
  const choice = useAtlas((state) => state.choice);
  const lost = useAtlas((state) => state.lostSeeds);
  const file = useAtlas((state) => state.file);
  const fileFault = useAtlas((state) => state.fileFault);
  const { phase } = status;
  const again = () => compute(choice);
  return (
    <div className="atlas-standing" data-testid="atlas-standing" data-phase={phase}>
      {status.phase === "opening" && <Opening status={status} />}
      {status.phase === "failed" && (
        <p role="alert" className="atlas-fault" data-testid="atlas-error" data-code={status.error.code}>
          {sentenceFor(common, status.error)} <BestBackend error={status.error} onUse={again} />
        </p>
      )}
      {file && <Origin file={file} />}
      {!file && phase !== "opening" && phase !== "failed" && <Seeds phase={phase} />}
      {fileFault && <FileFault fault={fileFault} />}
      <div className="actions">
        {phase === "running" && (
          <button type="button" onClick={pause}>
            {text.pause}
          </button>
        )}
        {phase === "paused" && (
          <button type="button" className="primary" onClick={resume}>
            {text.resume}
          </button>
        )}
        {(phase === "running" || phase === "paused" || phase === "opening") && (
          <button type="button" onClick={cancel}>
            {text.cancel}
          </button>
        )}
        {(phase === "cancelled" || phase === "failed") && (
          <button type="button" onClick={() => void again()}>
            {text.again}
          </button>
        )}
      </div>
      {lost > 0 && (
        <p className="quiet" role="status" data-testid="atlas-lost">
          {text.lost(formatCount(lost))}
        </p>
      )}
    </div>
  );
}

type Opened = Exclude<AtlasStatus["phase"], "opening" | "failed">;

function Seeds({ phase }: { readonly phase: Opened }) {
  const { standing: text } = useAtlasText();
  const { first, last } = useAtlas((state) => state.choice);
  const { done, share } = useAtlas((state) => state.progress);
  const basis = useAtlas((state) => state.figures?.seeds.length);
  const backend = useAtlas((state) => state.engine?.backend);
  const wasHidden = useWasHidden();
  const isOn = useAtlas(isUnderWay);
  const all = last - first + 1;
  const known = formatCount(all);
  const sentence = phase === "done" ? text.done(known) : text[phase](formatCount(done), known);
  const isPart = basis !== undefined && basis < all;
  return (
    <>
      <div className="atlas-progress">
        {isOn && <progress value={share} max={1} aria-label={text.progress} data-testid="atlas-progress" />}
      </div>
      <p className="figures" data-testid="atlas-seeds" data-done={done} data-basis={basis ?? 0}>
        {sentence} {phase === "running" && <TimeLeft done={share} total={1} />}
      </p>
      <p className="quiet figures atlas-basis">
        {isPart && `${text.basis(formatCount(basis))} `}
        {basis === undefined && (isOn ? `${text.waiting} ` : `${text.nothing} `)}
        {backend && text.runsOn(backend)} {phase === "running" && wasHidden && text.hidden}
      </p>
    </>
  );
}

/** Whether the page was ever hidden: then it says that this ends nothing. */
function useWasHidden(): boolean {
  const [wasHidden, setWasHidden] = useState(document.hidden);
  useEffect(() => {
    const note = () => {
      if (document.hidden) setWasHidden(true);
    };
    document.addEventListener("visibilitychange", note);
    return () => document.removeEventListener("visibilitychange", note);
  }, []);
  return wasHidden;
}

function Opening({ status: { progress } }: { readonly status: Extract<AtlasStatus, { phase: "opening" }> }) {
  const text = useText();
  const bytes = progress && "progress" in progress ? progress.progress : undefined;
  const isKnown = bytes !== undefined && bytes.total > 0;
  const label = progress ? labelOf(progress, text) : text.stage.empty;
  return (
    <>
      <div className="atlas-progress">
        <progress aria-label={label} {...(isKnown && { value: bytes.loaded, max: bytes.total })} />
      </div>
      <p className="figures" data-testid="atlas-opening">
        {label}
      </p>
      <p className="quiet atlas-basis" />
    </>
  );
}

function labelOf(
  progress: NonNullable<Extract<AtlasStatus, { phase: "opening" }>["progress"]>,
  { engine }: Text,
): string {
  switch (progress.phase) {
    case "download":
    case "prepare": {
      const { loaded, total } = progress.progress;
      return engine[progress.phase](formatMegabytes(loaded), formatMegabytes(total));
    }
    case "start":
      return engine.start(engine.names[progress.backend]);
    case "check":
      return (progress.compared ? engine.check : engine.firstImage)(engine.names[progress.backend]);
  }
}
