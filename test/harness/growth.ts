/** How the page grows with what a person did and kept: acts in the history, models in the list. */
import { saveModel } from "../../src/model/storage/save-model";
import { removeModel, savedModels } from "../../src/model/storage/saved-models";
import { beginStep, endStep, useStore } from "../../src/state/store/store";

/** Times of a history into which many acts went. */
export interface ActTimes {
  /** Microseconds of the last act. */
  readonly act: number;
  /** Microseconds of undoing it. */
  readonly undo: number;
  /** Acts that can be undone. */
  readonly kept: number;
}

/** Batches over which a single act is timed. */
const BATCHES = 25;

export const growth = {
  /** Makes `count` acts, each a press of a pointer that changes the truncation; then times single ones. */
  timeActs(count: number): ActTimes {
    const history = useStore.temporal;
    history.getState().clear();
    const act = (step: number) => {
      beginStep();
      useStore.setState(({ lens }) => ({ lens: { ...lens, psi: 0.1 + (step % 1000) / 1000 } }));
      endStep();
    };
    for (let step = 0; step < count; step++) act(step);
    const kept = history.getState().pastStates.length;
    const acts: number[] = [];
    const undos: number[] = [];
    // Ten at a time: the clock of a page shows tenths of a millisecond.
    const together = 10;
    for (let batch = 0; batch < BATCHES; batch++) {
      const start = performance.now();
      for (let step = 0; step < together; step++) act(count + batch * together + step);
      const middle = performance.now();
      for (let step = 0; step < together; step++) history.getState().undo();
      acts.push(((middle - start) * 1000) / together);
      undos.push(((performance.now() - middle) * 1000) / together);
    }
    const middleOf = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
    return { act: middleOf(acts), undo: middleOf(undos), kept };
  },

  /**
   * Keeps `count` models, of the manifest of one that is there and no weights, and lists them.
   * @returns milliseconds of each listing
   */
  async timeKeptModels(model: string, count: number, runs: number): Promise<number[]> {
    const models = new URL("models/", document.baseURI);
    const manifest = await (await fetch(new URL(`${model}/model.json`, models))).json();
    const folders = Array.from({ length: count }, (_, at) => new URL(`mine-growth-${at}/`, models));
    for (const [at, folder] of folders.entries()) {
      const own = new TextEncoder().encode(JSON.stringify({ ...manifest, id: `mine-growth-${at}` }));
      await saveModel(new Map([["model.json", own]]), folder);
    }
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const listed = await savedModels(models);
      times.push(performance.now() - start);
      if (listed.length !== count) throw new Error(`${listed.length} of ${count} models are listed`);
    }
    for (const folder of folders) await removeModel(folder);
    return times;
  },
};
