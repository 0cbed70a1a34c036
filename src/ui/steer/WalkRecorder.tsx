import { useEffect, useRef, useState } from "react";
import { asLensError, LensError } from "../../model/errors";
import { canRecord, type FilmFormat } from "../../record/film";
import { stopWalk } from "../../state/collection/playing";
import { addNotice } from "../../state/store/notices";
import { useStore } from "../../state/store/store";
import { TimeLeft } from "../inputs/TimeLeft";
import { saveFile } from "../save-file";
import { useText } from "../text";
import { frameCount, recordWalk } from "./record-walk";
import "../inputs/actions.css";

/** Why a recording ends that a person cancels. */
const BY_HAND = "by hand";
const FORMATS: readonly FilmFormat[] = ["webm", "gif"];

interface Recording {
  readonly done: number;
  readonly total: number;
  readonly stop: AbortController;
}

/** Saves the walk as a film, with its progress and a way to cancel it. */
export function WalkRecorder() {
  const text = useText();
  const ready = useStore((state) => state.engine.phase === "ready");
  const model = useStore((state) => state.lens.model);
  const [withMap, setWithMap] = useState(true);
  const [possible, setPossible] = useState<readonly FilmFormat[]>(FORMATS);
  const [recording, setRecording] = useState<Recording>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => {
    void Promise.all(FORMATS.map(async (format) => ((await canRecord(format)) ? [format] : []))).then(
      (found) => setPossible(found.flat()),
    );
    // A recorder that is folded away is unmounted: its recording ends.
    return () => running.current?.abort();
  }, []);
  const isRecording = recording !== undefined;
  useEffect(() => {
    if (!isRecording) return;
    // A page that is closed or loaded again would lose the film; only then is it asked for.
    const ask = (event: Event) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isRecording]);
  const record = async (format: FilmFormat) => {
    stopWalk();
    const stop = new AbortController();
    running.current = stop;
    const total = frameCount(useStore.getState(), format);
    const report = (done: number) => setRecording({ done, total, stop });
    report(0);
    try {
      const film = await recordWalk({ format, withMap }, report, stop.signal);
      saveFile(film, `${model}-walk.${format}`);
    } catch (thrown) {
      const error = asLensError(thrown);
      if (error.code !== "cancelled") addNotice(error);
      else if (stop.signal.reason !== BY_HAND) addNotice(new LensError("film-ended"));
    } finally {
      setRecording(undefined);
    }
  };
  return (
    <div className="steer-part" data-testid="recorder">
      <label className="check">
        <input
          type="checkbox"
          checked={withMap}
          onChange={(event) => setWithMap(event.target.checked)}
          disabled={isRecording}
        />
        {text.walk.withMap}
      </label>
      {recording ? (
        <div className="control-line">
          <progress value={recording.done} max={recording.total} aria-label={text.walk.record} />
          <span className="quiet figures">{text.walk.recording(recording.done, recording.total)}</span>
          <TimeLeft done={recording.done} total={recording.total} />
          <button type="button" onClick={() => recording.stop.abort(BY_HAND)}>
            {text.walk.cancel}
          </button>
        </div>
      ) : (
        <div className="actions">
          <span>{text.walk.record}</span>
          {FORMATS.map((format) => (
            <button
              type="button"
              key={format}
              disabled={!ready || !possible.includes(format)}
              onClick={() => void record(format)}
            >
              {text.walk.formats[format]}
            </button>
          ))}
        </div>
      )}
      <p className="quiet">{possible.includes("webm") ? text.walk.recordHelp : text.walk.noFormat}</p>
    </div>
  );
}
