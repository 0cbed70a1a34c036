import { formatMegabytes } from "../../render/format";
import {
  acceptAddress,
  cancelImport,
  dismissImport,
  goOnDownload,
  type Importing,
  useImporting,
} from "../../state/files/importing";
import { TimeLeft } from "../inputs/TimeLeft";
import { sentenceFor, useText } from "../text";
import { Opened } from "./Opened";
import { useImportingText } from "./text";
import "./importing.css";

type Of<Phase extends Importing["phase"]> = Extract<Importing, { phase: Phase }>;

/** A generator that a person brings: its way here, what was recognised in it, and what may be read otherwise. */
export function ImportPanel() {
  const importing = useImporting((state) => state.importing);
  return importing.phase === "none" ? null : <Panel importing={importing} />;
}

interface PanelProps {
  readonly importing: Exclude<Importing, Of<"none">>;
}

function Panel({ importing }: PanelProps) {
  const { own } = useImportingText();
  return (
    <section
      className="panel importing"
      aria-label={own.heading}
      data-testid="importing"
      data-phase={importing.phase}
      data-step={importing.phase === "reading" ? importing.step : undefined}
    >
      <div className="control-line">
        <h2>{own.heading}</h2>
        {(importing.phase === "open" || importing.phase === "failed") && (
          <button type="button" onClick={dismissImport}>
            {own.close}
          </button>
        )}
      </div>
      <p className="importing-name">{importing.name}</p>
      <Phase importing={importing} />
    </section>
  );
}

function Phase({ importing }: PanelProps) {
  const text = useText();
  const { own, errors } = useImportingText();
  switch (importing.phase) {
    case "sizing":
      return <Busy label={own.sizing(importing.address.host)} />;
    case "asking":
      return <Asking {...importing} />;
    case "downloading":
      return (
        <Busy
          label={own.downloading(
            importing.host,
            formatMegabytes(importing.loaded),
            importing.total === undefined ? undefined : formatMegabytes(importing.total),
          )}
          loaded={importing.loaded}
          total={importing.total}
        />
      );
    case "reading":
      return <Reading {...importing} />;
    case "cut":
      return (
        <>
          <p role="alert">{sentenceFor(text, importing.error, errors)}</p>
          <div className="button-row">
            <button type="button" className="primary" onClick={() => void goOnDownload()}>
              {own.goOn}
            </button>
            <button type="button" onClick={cancelImport}>
              {own.cancel}
            </button>
          </div>
        </>
      );
    case "failed":
      return (
        <p role="alert" data-testid="import-fault" data-code={importing.error.code}>
          {sentenceFor(text, importing.error, errors)}
        </p>
      );
    case "open":
      return <Opened {...importing} />;
  }
}

function Reading(progress: Of<"reading">) {
  const { own } = useImportingText();
  switch (progress.step) {
    case "reading": {
      const { loaded, total } = progress;
      return (
        <Busy label={own.reading(formatMegabytes(loaded), formatMegabytes(total))} {...{ loaded, total }} />
      );
    }
    case "completing":
      return <Busy label={own.completing} />;
    case "storing":
      return <Busy label={own.storing(formatMegabytes(progress.bytes))} />;
  }
}

interface BusyProps {
  readonly label: string;
  readonly loaded?: number;
  readonly total?: number | undefined;
}

function Busy({ label, loaded, total }: BusyProps) {
  const { own } = useImportingText();
  return (
    <>
      <label className="figures quiet" htmlFor="import-progress">
        {label}
      </label>
      <progress id="import-progress" {...(total ? { value: loaded, max: total } : {})} />
      {loaded !== undefined && total && <TimeLeft done={loaded} total={total} />}
      <div className="button-row">
        <button type="button" onClick={cancelImport}>
          {own.cancel}
        </button>
      </div>
    </>
  );
}

function Asking({ address, size }: Of<"asking">) {
  const { own } = useImportingText();
  return (
    <>
      <p>{own.ask(address.host, size === undefined ? undefined : formatMegabytes(size))}</p>
      <p className="quiet importing-name">{address.href}</p>
      <div className="button-row">
        <button type="button" className="primary" onClick={() => void acceptAddress()}>
          {own.download}
        </button>
        <button type="button" onClick={cancelImport}>
          {own.cancel}
        </button>
      </div>
    </>
  );
}
