/** The recorded runs of the page `learn.html`, and the step that is on show of them. */
import { create } from "zustand";
import { type RecordedRuns, readRecordedRuns } from "../../runtime/jobs/training-run";

const FILE = "learning/recorded.safetensors";

export interface RecordedStore {
  readonly runs: RecordedRuns | undefined;
  readonly isMissing: boolean;
  /** Of `runs.at`, by number. */
  readonly frame: number;
}

export const useRecorded = create<RecordedStore>()(() => ({ runs: undefined, isMissing: false, frame: 0 }));

/** Loads them, called once when the page opens; the last step is on show at first. Never rejects: training works without them. */
export async function loadRecorded(): Promise<void> {
  try {
    const response = await fetch(`./${FILE}`);
    if (!response.ok) throw new Error(response.statusText);
    const runs = readRecordedRuns(new Uint8Array(await response.arrayBuffer()), FILE);
    useRecorded.setState({ runs, frame: runs.at.length - 1 });
  } catch {
    useRecorded.setState({ isMissing: true });
  }
}

export function showFrame(frame: number): void {
  useRecorded.setState({ frame });
}
