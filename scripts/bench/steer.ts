/**
 * `slide`: from a slider's event to the new image, drawn and painted. `walk`: images a second while a walk plays. Both on
 * the built site, beside `generate` on the same backend in the same browser, one after the other.
 */
import type { Browser, Page } from "@playwright/test";
import type { BackendName } from "../../src/runtime/api/types";
import { HARNESS_PATH, SITE_PATH } from "../../test/support/addresses";
import { entry, floats, readWeights } from "../../test/support/files";
import type { Line } from "./line";
import { median, quantile, rounded } from "./statistics";

const BACKEND: BackendName = "wasm";
const MOVES = 200;
const GENERATE_RUNS = 60;
const WALK_MS = 8_000;

interface Steer {
  /** Times at which the stage's image was drawn again. */
  readonly drawn: number[];
  /** What waits for the next drawing. */
  waiting: (() => void) | undefined;
}

declare global {
  interface Window {
    steer: Steer;
  }
}

/** Notes each drawing of the stage's image. As text: what the runner adds to functions is not there in the page. */
const WATCH_DRAWING = `
  window.steer = { drawn: [], waiting: undefined };
  const { putImageData } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (...values) {
    Reflect.apply(putImageData, this, values);
    if (this.canvas.dataset?.testid !== "picture") return;
    window.steer.drawn.push(performance.now());
    window.steer.waiting?.();
  };
`;

export async function benchSteer(browser: Browser, origin: string): Promise<Line[]> {
  const before = await timeGenerate(browser, origin);
  const page = await openSite(browser, origin);
  const slides = await timeSlides(page);
  const walk = await playWalk(page);
  await page.close();
  // The machine is noisy: what is compared with is measured on both sides of it.
  const generate = [...before, ...(await timeGenerate(browser, origin))];
  const alone = median(generate);
  const slide = (name: string, times: number[]): Line => ({
    name,
    backend: BACKEND,
    p50: rounded(median(times)),
    p99: rounded(quantile(times, 0.99)),
    generate: rounded(alone),
    overGenerate: rounded(median(times) - alone),
    unit: "ms",
    runs: times.length,
  });
  const bound = 1000 / alone;
  return [
    slide(
      "slide",
      slides.map(({ drawn }) => drawn),
    ),
    slide(
      "slidePainted",
      slides.map(({ painted }) => painted),
    ),
    {
      name: "walk",
      backend: BACKEND,
      fps: rounded(walk),
      bound: rounded(bound),
      ofBound: rounded(walk / bound),
      unit: "1/s",
    },
  ];
}

async function timeGenerate(browser: Browser, origin: string): Promise<number[]> {
  const page = await browser.newPage();
  await page.goto(`${origin}${HARNESS_PATH}`);
  const z = Array.from(entry(floats(readWeights("test/golden/cats64.safetensors"), "z"), 0));
  await page.evaluate((backend) => window.harness.open("cats64", backend), BACKEND);
  const times = await page.evaluate(([latent, runs]) => window.harness.timeGenerate(latent, runs), [
    z,
    GENERATE_RUNS,
  ] as const);
  await page.close();
  return times;
}

async function openSite(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript({ content: WATCH_DRAWING });
  await page.goto(`${origin}${SITE_PATH}?backend=${BACKEND}`);
  await page.waitForFunction(() => performance.getEntriesByName("lens:first-picture").length > 0, null, {
    timeout: 120_000,
  });
  await page.locator("details.latent-group summary").first().click();
  return page;
}

/** Moves a slider of the latent step by step, each when the last image is painted. Milliseconds from the event. */
async function timeSlides(page: Page): Promise<{ drawn: number; painted: number }[]> {
  return page
    .getByRole("slider", { name: "Latent entry 3", exact: true })
    .evaluate(async (element, moves) => {
      const slider = element as HTMLInputElement;
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      const channel = new MessageChannel();
      const times: { drawn: number; painted: number }[] = [];
      for (let move = 0; move < moves; move++) {
        // As React sees a hand's move: the value is set past its own record of it. No two in a row are alike, since a value that
        // stays makes no image.
        set?.call(slider, String(((move * 0.37) % 6) - 3));
        const start = performance.now();
        const drawn = new Promise<number>((resolve) => {
          window.steer.waiting = () => resolve(performance.now());
        });
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        const drawnAt = await drawn;
        // A message sent from a frame's callback arrives once that frame is painted.
        const painted = await new Promise<number>((resolve) => {
          channel.port1.onmessage = () => resolve(performance.now());
          requestAnimationFrame(() => channel.port2.postMessage(0));
        });
        times.push({ drawn: drawnAt - start, painted: painted - start });
      }
      window.steer.waiting = undefined;
      return times;
    }, MOVES);
}

/** Images a second of a walk through four seeds, pinned query on show. */
async function playWalk(page: Page): Promise<number> {
  await page.getByTestId("walk").locator("> summary").click();
  await page.getByRole("button", { name: "Four random images" }).click();
  await page.waitForTimeout(2000);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForTimeout(500);
  return page.evaluate(async (duration) => {
    const from = window.steer.drawn.length;
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, duration));
    return ((window.steer.drawn.length - from) * 1000) / (performance.now() - start);
  }, WALK_MS);
}
