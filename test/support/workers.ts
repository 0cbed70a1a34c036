/** The page's workers, and ways to do away with them that browsers have too. */
import { expect, type Page, type Worker } from "@playwright/test";

/** The newest worker whose file has this name, once it is there. */
export async function workerCalled(page: Page, name: string): Promise<Worker> {
  const found = () => page.workers().findLast((worker) => worker.url().includes(name));
  await expect.poll(() => found() !== undefined).toBe(true);
  return found() as Worker;
}

/** The worker ends without a word: no event tells of it. */
export async function endSilently(worker: Worker): Promise<void> {
  const closed = worker.waitForEvent("close");
  await worker.evaluate(() => self.close());
  await closed;
}

/** An error that nothing catches. */
export async function breakLoudly(worker: Worker, message: string): Promise<void> {
  await worker.evaluate((text) => {
    setTimeout(() => {
      throw new Error(text);
    });
  }, message);
}
