import { asLensError } from "../../model/errors";
import { formatCount } from "../../render/format";
import { addNotice } from "../../state/store/notices";
import {
  begin,
  goOn,
  keepAsModel,
  openRun,
  pause,
  recover,
  runFile,
  stepOnce,
  useLearning,
} from "../../state/training/training";
import { BestBackend } from "../frame/BestBackend";
import { FileButton } from "../inputs/FileButton";
import { useLocale } from "../locale";
import { saveFile } from "../save-file";
import { sentenceFor, useText } from "../text";
import { Standing } from "./Standing";
import { useLearningText } from "./text";
import "../inputs/actions.css";

/** Start, pause, one step; where the run stands, and the way on after a failure. */
export function RunControls() {
  const text = useLearningText();
  const common = useText();
  const status = useLearning((state) => state.status);
  const kept = useLearning((state) => state.kept);
  const { phase } = status;
  const isOpen = phase === "running" || phase === "paused";
  return (
    <div className="control">
      <div className="button-row">
        {phase === "running" && (
          <button type="button" onClick={pause}>
            {text.pause}
          </button>
        )}
        {phase === "paused" && (
          <>
            <button type="button" onClick={() => void goOn()}>
              {text.goOn}
            </button>
            <button type="button" onClick={() => void stepOnce()}>
              {text.step}
            </button>
          </>
        )}
        {status.phase === "failed" && kept && (
          <button type="button" onClick={() => void recover()}>
            {text.recover(formatCount(kept.state.step))}
          </button>
        )}
        <button
          type="button"
          className={isOpen ? undefined : "primary"}
          disabled={phase === "starting"}
          onClick={() => void begin()}
        >
          {phase === "none" || phase === "starting" ? text.begin : text.again}
        </button>
      </div>
      <RunFiles />
      {status.phase === "failed" && (
        <p role="alert" className="learning-fault" data-testid="learning-fault" data-code={status.error.code}>
          {sentenceFor(common, status.error)} <BestBackend error={status.error} onUse={recover} />
        </p>
      )}
      <Standing />
    </div>
  );
}

/** The run as a file, and from one. */
function RunFiles() {
  const text = useLearningText();
  const language = useLocale((locale) => locale.language);
  const isOpen = useLearning(({ status }) => status.phase === "running" || status.phase === "paused");
  const save = async () => {
    const file = await runFile();
    const { running, kept } = useLearning.getState();
    if (!file || !running) return;
    const step = kept?.state.step ?? 0;
    const name = `sagan-${running.pictures}-seed${running.seed}-step${step}.safetensors`;
    saveFile(new Blob([new Uint8Array(file)], { type: "application/octet-stream" }), name);
  };
  const open = async (file: File) => openRun(new Uint8Array(await file.arrayBuffer()), file.name);
  // In this tab: a new one, asked for after the export, would be held back as unasked for. The run is saved by then.
  const look = async () => {
    pause();
    const model = await keepAsModel();
    if (model) window.location.assign(`./?lang=${language}#v=1&model=${model}&psi=1`);
  };
  const told = (work: Promise<void>) => void work.catch((thrown) => addNotice(asLensError(thrown)));
  return (
    <div className="actions">
      <button type="button" disabled={!isOpen} onClick={() => told(save())}>
        {text.save}
      </button>
      <button type="button" disabled={!isOpen} onClick={() => told(look())}>
        {text.look}
      </button>
      <FileButton
        label={text.open}
        accept=".safetensors"
        onFiles={async ([file]) => {
          if (file) told(open(file));
        }}
      />
    </div>
  );
}
