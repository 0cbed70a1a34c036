/** An element on a page. */
import type { Locator } from "@playwright/test";
import type { SaganLensElement } from "../../src/element/types";

/** Waits until an element shows its first image, and keeps it in view until then: what stands above it may still grow. */
export const elementReady = (lens: Locator): Promise<void> =>
  lens.evaluate(async (element: SaganLensElement) => {
    await customElements.whenDefined("sagan-lens");
    const isReady = element.ready.then(() => true);
    const nextFrame = () =>
      new Promise<boolean>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(false))),
      );
    while (!(await Promise.race([isReady, nextFrame()]))) element.scrollIntoView({ block: "nearest" });
  });
