/** Views of the whole matrix: after a rest, cancelled when the site changes, with late answers dropped. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AttentionSite } from "../../../src/attention/site";
import { type SiteSummary, siteSummary } from "../../../src/attention/site-summary";
import { LensError } from "../../../src/model/errors";
import { SUMMARY_REST_MS, type Summarizer } from "../../../src/viewer/requests/summaries";
import { recipeOf } from "../../../src/viewer/state/recipe";
import type { LensImage } from "../../../src/viewer/state/viewer-state";
import { fakeSite } from "../../support/fake-engine";
import { viewerOf } from "./viewer-of";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A summarizer that answers when the test says so. */
function slowSummarizer() {
  const jobs: {
    site: AttentionSite;
    resolve(summary?: SiteSummary): void;
    reject(error: LensError): void;
  }[] = [];
  let cancels = 0;
  const summarizer: Summarizer = {
    summarize: (site, onProgress) =>
      new Promise((resolve, reject) => {
        onProgress(0.5);
        jobs.push({ site, resolve, reject });
      }),
    cancel: () => void cancels++,
    dispose: () => undefined,
  };
  return { jobs, summarizer, cancels: () => cancels };
}

function withImage(isWanted: () => boolean = () => true) {
  const slow = slowSummarizer();
  const { viewer } = viewerOf({ summaries: { open: () => slow.summarizer, isWanted } });
  const show = () => {
    const site = fakeSite();
    const image: LensImage = {
      size: 1,
      pixels: new Uint8ClampedArray(4),
      sites: [site],
      from: "engine",
      recipe: recipeOf(viewer.state.lens),
      interventions: {},
    };
    viewer.context.put({ image });
    return site;
  };
  return { ...slow, viewer, show };
}

const rest = () => vi.advanceTimersByTimeAsync(SUMMARY_REST_MS);

test("only the site that stays is summarised", async () => {
  const { viewer, show, jobs } = withImage();
  show();
  await vi.advanceTimersByTimeAsync(SUMMARY_REST_MS / 2);
  const last = show();
  await rest();
  expect(jobs.map(({ site }) => site)).toEqual([last]);
  expect(viewer.state.summary).toMatchObject({ phase: "running", share: 0.5 });
  jobs[0].resolve(siteSummary(last));
  await rest();
  expect(viewer.state.summary).toMatchObject({ phase: "done", site: last });
  // Moving the query changes no site: nothing is computed again.
  viewer.set({ query: { x: 1, y: 1 } });
  await rest();
  expect(jobs).toHaveLength(1);
});

test("a new site cancels the work on the one before, whose late answer is dropped", async () => {
  const { viewer, show, jobs, cancels } = withImage();
  const first = show();
  await rest();
  const second = show();
  await rest();
  expect(cancels()).toBeGreaterThan(0);
  jobs[0].resolve(siteSummary(first));
  await rest();
  expect(viewer.state.summary).toMatchObject({ phase: "running", site: second });
  jobs[1].resolve(siteSummary(second));
  await rest();
  expect(viewer.state.summary).toMatchObject({ phase: "done", site: second });
});

test("the person cancels, and tries again; a fault is reported and can be tried again", async () => {
  const { viewer, show, jobs } = withImage();
  const site = show();
  await rest();
  viewer.summaries.cancel();
  jobs[0].resolve(siteSummary(site));
  await rest();
  expect(viewer.state.summary).toEqual({ site, phase: "cancelled" });
  void viewer.summaries.compute(site);
  await rest();
  jobs[1].reject(new LensError("worker-lost", { reason: "test" }));
  await rest();
  expect(viewer.state.summary).toEqual({ site, phase: "cancelled" });
  expect(viewer.state.notices.map(({ error }) => error.code)).toEqual(["worker-lost"]);
});

test("where no map needs them, nothing is computed", async () => {
  const { show, jobs } = withImage(() => false);
  show();
  await rest();
  expect(jobs).toEqual([]);
});
