/** What a page and its engine hold, after a collection of garbage. */
import type { CDPSession, Page } from "@playwright/test";
import type { MemoryReport } from "../../src/runtime/api/types";

export interface PageMemory extends MemoryReport {
  /** JavaScript of the page itself, in bytes. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Tensors of the newest engine's worker, which is asked as the page asks it. */
async function tensorsOf(page: Page): Promise<MemoryReport> {
  const worker = page.workers().findLast((one) => one.url().includes("engine.worker"));
  if (!worker) throw new Error("no engine runs");
  return worker.evaluate(
    () =>
      new Promise<MemoryReport>((resolve) => {
        // Far from the numbers that the page gives its own calls.
        const id = -1;
        const post = self.postMessage;
        // The answer goes to the page, which did not ask; it is heard on its way.
        self.postMessage = ((message: { id?: number; type?: string; value: MemoryReport }, ...rest: []) => {
          if (message?.id !== id) return post.call(self, message, ...rest);
          self.postMessage = post;
          resolve(message.value);
        }) as typeof self.postMessage;
        const data = { type: "call", id, name: "memory", input: undefined };
        self.dispatchEvent(new MessageEvent("message", { data }));
      }),
  );
}

/** @param session of the page, with `Performance` enabled */
export async function pageMemory(page: Page, session: CDPSession): Promise<PageMemory> {
  // Twice: what a finaliser releases is garbage of the next round.
  for (let round = 0; round < 2; round++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return {
    heap: metric("JSHeapUsedSize"),
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    ...(await tensorsOf(page)),
  };
}
