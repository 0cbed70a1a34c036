/** A run is saved by itself and found again on the next visit; leaving the page is asked about while steps would be lost, and only then. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LearningConfig } from "../../../src/learning/config";
import type { LearnerState } from "../../../src/learning/learner";
import { type FakeStorage, stubStorage } from "../../support/fake-storage";
import { quickRun, SMALL_RUN } from "../../support/training-run";
import { waitFor } from "../../support/wait-for";

let storage: FakeStorage;
let questions: Set<string>;

beforeEach(() => {
  storage = stubStorage();
});
afterEach(async () => {
  // What is still being saved ends with the page that it is of.
  await new Promise((resolve) => setTimeout(resolve, 50));
  vi.unstubAllGlobals();
});

/** A page of its own: modules in which nothing has happened yet. */
async function openPage() {
  vi.resetModules();
  vi.doMock("../../../src/runtime/jobs/training-run", async () => ({
    ...(await import("../../../src/learning/run-file")),
    DEFAULT_CONFIG: SMALL_RUN,
    startLearning: async (config: LearningConfig, { from }: { from?: LearnerState } = {}) =>
      quickRun(config, from),
  }));
  questions = new Set();
  vi.stubGlobal("window", {
    location: new URL("https://lens.example/learn.html"),
    addEventListener: (name: string) => questions.add(name),
    removeEventListener: (name: string) => questions.delete(name),
  });
  const listeners = new Map<string, () => void>();
  const tab = {
    visibilityState: "visible",
    baseURI: "https://lens.example/learn.html",
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
  };
  vi.stubGlobal("document", tab);
  const page = await import("../../../src/state/training/training");
  await page.followRuns();
  const hide = () => {
    tab.visibilityState = "hidden";
    listeners.get("visibilitychange")?.();
  };
  return { ...page, hide, get: page.useLearning.getState };
}
type Page = Awaited<ReturnType<typeof openPage>>;

const paused = (page: Page) => waitFor(() => expect(page.get().status.phase).toBe("paused"));
const savedAt = (page: Page, step: number) => waitFor(() => expect(page.get().savedRuns[0]?.step).toBe(step));

test("a first visit has no run and asks nothing", async () => {
  const page = await openPage();
  expect(page.get().status.phase).toBe("none");
  expect(page.get().savedRuns).toEqual([]);
  expect(questions.size).toBe(0);
});

test("after a visit the run is there again: settings, curves, weights; it continues in its place", async () => {
  const first = await openPage();
  first.configure({ pictures: "lines", seed: 7 });
  first.trainUntil(6);
  await first.begin();
  await paused(first);
  await savedAt(first, 6);

  const second = await openPage();
  await paused(second);
  expect(second.get().running).toMatchObject({ pictures: "lines", seed: 7 });
  expect(second.get().config).toEqual(second.get().running);
  expect(second.get().rows.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(second.get().rows.at(-1)?.generatorGamma).toBe(1.5);
  await waitFor(() => expect(second.get().look?.pictures[0]).toBe(6));
  await second.stepOnce();
  await savedAt(second, 7);
  expect(second.get().savedRuns).toHaveLength(1);
});

test("what is opened in the lens is saved before the page is left for it, without a question", async () => {
  const page = await openPage();
  page.trainUntil(3);
  await page.begin();
  await paused(page);
  expect(await page.keepAsModel()).toBe("learned-faces-1-3");
  expect(questions.has("beforeunload")).toBe(false);
  expect((await openPage()).get().rows.at(-1)?.step).toBe(3);
});

test("leaving is asked about while steps are not saved, and not after", async () => {
  const page = await openPage();
  page.trainUntil(1_000_000);
  await page.begin();
  await waitFor(() => expect(page.get().rows.length).toBeGreaterThan(2));
  expect(questions.has("beforeunload")).toBe(true);
  page.pause();
  await waitFor(() => expect(questions.has("beforeunload")).toBe(false));
  expect(page.get().saving?.step).toBe(page.stepsDone(page.get()));
});

test("a page that is hidden in the middle of a run saves it", async () => {
  const page = await openPage();
  page.trainUntil(1_000_000);
  await page.begin();
  await waitFor(() => expect(page.get().rows.length).toBeGreaterThan(2));
  page.hide();
  await waitFor(() => expect(page.get().savedRuns[0]?.step).toBeGreaterThan(1));
  page.pause();
});

test("a full disk does not stop the run: it is said, and what was saved before stays", async () => {
  const page = await openPage();
  page.trainUntil(3);
  await page.begin();
  await paused(page);
  await savedAt(page, 3);
  storage.fill();
  page.trainUntil(5);
  await page.goOn();
  await waitFor(() => expect(page.get().saving?.fault).toBe("storage"));
  expect(page.get()).toMatchObject({ status: { phase: "paused" }, saving: { step: 3 } });
  expect(page.get().rows.at(-1)?.step).toBe(5);
  expect(questions.has("beforeunload")).toBe(true);
  expect((await openPage()).get().rows.at(-1)?.step).toBe(3);
});

test("each start is a run of its own; a removed one is not found again and not asked about", async () => {
  const page = await openPage();
  page.trainUntil(2);
  await page.begin();
  await paused(page);
  await savedAt(page, 2);
  page.trainUntil(4);
  await page.begin();
  await paused(page);
  await savedAt(page, 4);
  expect(page.get().savedRuns.map(({ step }) => step)).toEqual([4, 2]);
  for (const { id } of page.get().savedRuns) await page.removeSaved(id);
  expect(storage.total()).toBe(0);
  expect(questions.has("beforeunload")).toBe(false);
  expect((await openPage()).get().status.phase).toBe("none");
});

test("a saved run that cannot be read is reported, and the page is ready for another one", async () => {
  const { saveRun } = await import("../../../src/model/storage/saved-runs");
  await saveRun("faces-1-x", new Uint8Array(20), { pictures: "faces", seed: 1, step: 9, at: 1 });
  const page = await openPage();
  const { useStore } = await import("../../../src/state/store/store");
  expect(useStore.getState().notices.map(({ error }) => error.code)).toEqual(["safetensors-malformed"]);
  expect(page.get().status.phase).toBe("none");
});

test("Continue at the chosen end takes as many steps as a run has by itself", async () => {
  const page = await openPage();
  page.trainUntil(2);
  await page.begin();
  await paused(page);
  await page.goOn();
  await paused(page);
  expect([page.get().until, page.stepsDone(page.get())]).toEqual([2 + page.STEPS, 2 + page.STEPS]);
  expect(page.get().stepSeconds).toBeGreaterThanOrEqual(0);
});
