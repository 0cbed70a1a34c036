import { useState } from "react";
import { asLensError } from "../../model/errors";
import { writeStill } from "../../model/formats/still";
import { stillOf } from "../../state/files/make-still";
import { type FileKind, openFiles } from "../../state/files/open-file";
import { addNotice } from "../../state/store/notices";
import { useStore } from "../../state/store/store";
import { writeSession } from "../../viewer/files/session-file";
import { isIntervening } from "../../viewer/views/derived";
import { FileButton } from "../inputs/FileButton";
import { useLocale } from "../locale";
import { saveFile } from "../save-file";
import { useText } from "../text";
import { fileStem } from "./figure-of";
import { saveStillPage } from "./save-page";
import "../inputs/actions.css";

/** Files to continue with later, here or elsewhere: the session, this image as a still. */
export function SessionFiles() {
  const text = useText();
  const canSave = useStore((state) => state.image !== undefined && !state.userImage);
  const changed = useStore(isIntervening);
  const language = useLocale((locale) => locale.language);
  const [opened, setOpened] = useState<FileKind>();
  const savePage = () => saveStillPage(text, language).catch((thrown) => addNotice(asLensError(thrown)));
  return (
    <section className="takeaway-part" aria-label={text.files.heading} data-testid="session-files">
      <h3>{text.files.heading}</h3>
      <p className="quiet">{text.files.help}</p>
      {changed && <p className="quiet">{text.files.asLearned}</p>}
      <div className="actions">
        <button type="button" onClick={saveSession}>
          {text.files.session}
        </button>
        <button type="button" disabled={!canSave} onClick={saveStill}>
          {text.files.still}
        </button>
        <button type="button" disabled={!canSave} onClick={() => void savePage()}>
          {text.files.page}
        </button>
        <FileButton
          label={text.files.open}
          accept=".json,.safetensors,application/json"
          multiple
          onFiles={async (files) => setOpened(await openFiles(files))}
        />
        <output className="quiet">{opened && text.files.opened[opened]}</output>
      </div>
    </section>
  );
}

function saveSession(): void {
  const state = useStore.getState();
  const file = new Blob([writeSession(state.lens)], { type: "application/json" });
  saveFile(file, `${fileStem(state)}-session.json`);
}

function saveStill(): void {
  const state = useStore.getState();
  const still = stillOf(state);
  if (!still) return;
  const file = new Blob([new Uint8Array(writeStill(still))], { type: "application/octet-stream" });
  saveFile(file, `${fileStem(state)}-still.safetensors`);
}
