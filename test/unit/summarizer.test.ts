/** Requests for whole-matrix views: the newest one ends those before, and every one settles. */
import { expect, test, vi } from "vitest";
import type { AttentionSite } from "../../src/attention/site";
import type { SiteSummary } from "../../src/attention/site-summary";
import { LensError } from "../../src/model/errors";
import { createSummarizer } from "../../src/runtime/jobs/summarizer";
import type { SummaryCalls } from "../../src/runtime/jobs/summary.worker";
import { waitFor } from "../support/wait-for";
import { channelTo } from "../support/worker-channels";

vi.mock("../../src/runtime/jobs/worker-files", () => ({ summaryWorker: () => "" }));

const site = (name: string) => ({ name }) as unknown as AttentionSite;
const silent = () => undefined;

/** Workers that answer when a test says so. */
function setUp() {
  const jobs: { name: string; signal: AbortSignal; answer(): void }[] = [];
  const workers: ReturnType<typeof channelTo<SummaryCalls>>[] = [];
  const summarizer = createSummarizer(() => {
    const worker = channelTo<SummaryCalls>({
      summarize: ({ name }, { signal, report }) =>
        new Promise((resolve) => {
          report(0.5);
          jobs.push({ name, signal, answer: () => resolve({ name } as unknown as SiteSummary) });
        }),
      matrix: () => {
        throw new Error("no matrix is asked for");
      },
    });
    workers.push(worker);
    return worker.channel;
  });
  return { jobs, workers, summarizer };
}

test("a newer request ends the one that runs; both settle", async () => {
  const { jobs, summarizer } = setUp();
  const shares: number[] = [];
  const first = summarizer.summarize(site("a"), (share) => shares.push(share));
  await waitFor(() => expect(shares).toEqual([0.5]));
  const second = summarizer.summarize(site("b"), silent);
  expect(await first).toBeUndefined();
  await waitFor(() => expect(jobs).toHaveLength(2));
  expect(jobs[0].signal.aborted).toBe(true);
  jobs[1].answer();
  expect(await second).toEqual({ name: "b" });
  summarizer.dispose();
});

test("cancel resolves undefined, dispose rejects with cancelled and ends the worker", async () => {
  const { jobs, workers, summarizer } = setUp();
  const cancelled = summarizer.summarize(site("a"), silent);
  await waitFor(() => expect(jobs).toHaveLength(1));
  summarizer.cancel();
  expect(await cancelled).toBeUndefined();
  const pending = summarizer.summarize(site("b"), silent);
  summarizer.dispose();
  await expect(pending).rejects.toMatchObject({ code: "cancelled" });
  await expect(summarizer.summarize(site("c"), silent)).rejects.toMatchObject({ code: "cancelled" });
  expect(workers[0].isTerminated()).toBe(true);
});

test("a lost worker rejects, and the next request starts another", async () => {
  const { jobs, workers, summarizer } = setUp();
  const pending = summarizer.summarize(site("a"), silent);
  await waitFor(() => expect(jobs).toHaveLength(1));
  workers[0].channel.lose(new LensError("worker-lost", { reason: "ended" }));
  await expect(pending).rejects.toMatchObject({ code: "worker-lost" });
  const next = summarizer.summarize(site("b"), silent);
  await waitFor(() => expect(jobs).toHaveLength(2));
  jobs[1].answer();
  expect(await next).toEqual({ name: "b" });
  expect(workers).toHaveLength(2);
  summarizer.dispose();
});
