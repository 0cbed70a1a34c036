/** The page's workers, and ways to do away with them that browsers have too. */
import type { Page, Worker } from "@playwright/test";
import { expect } from "./expect";

/** The newest worker whose file has this name, once it is there. */
export async function workerCalled(page: Page, name: string): Promise<Worker> {
  const found = () => page.workers().findLast((worker) => worker.url().includes(name));
  await expect.poll(() => found() !== undefined).toBe(true);
  return found() as Worker;
}

/** The worker ends without an event. */
export async function endSilently(worker: Worker): Promise<void> {
  const closed = worker.waitForEvent("close");
  await worker.evaluate(() => self.close());
  await closed;
}

/** Waits until the worker holds its lock: from then on the page notices its end at once. */
export async function begun(worker: Worker): Promise<Worker> {
  const holds = () =>
    worker.evaluate(async () => {
      const own = `test:${crypto.randomUUID()}`;
      return await navigator.locks.request(own, async () => {
        const { held = [] } = await navigator.locks.query();
        const me = held.find(({ name }) => name === own)?.clientId;
        return held.some(({ name, clientId }) => clientId === me && name?.startsWith("sagan-lens:"));
      });
    });
  await expect.poll(holds).toBe(true);
  return worker;
}

/** An error that nothing catches. */
export async function breakLoudly(worker: Worker, message: string): Promise<void> {
  await worker.evaluate((text) => {
    setTimeout(() => {
      throw new Error(text);
    });
  }, message);
}
