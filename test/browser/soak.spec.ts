/** Soak test, counted in actions: what was left behind by then is found by its tensors, nodes and listeners. */
import { expect, test } from "@playwright/test";
import { openLens, watchFaults } from "../support/lens-page";
import { pageMemory } from "../support/page-memory";
import { soakSession } from "../support/soak-actions";

const ROUNDS = 3;
const ACTS = 100;

test("300 actions leave tensors, nodes and listeners where they were", async ({ page }) => {
  const faults = watchFaults(page);
  await page.setViewportSize({ width: 1440, height: 1000 });
  await openLens(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { act, rest } = soakSession(page);
  const round = async () => {
    for (let at = 0; at < ACTS; at++) await act();
    await rest();
    return pageMemory(page, session);
  };
  // What is loaded once is loaded by then.
  const first = await round();
  let last = first;
  for (let at = 1; at < ROUNDS; at++) last = await round();
  expect([last.tensors, last.bytes]).toEqual([first.tensors, first.bytes]);
  expect(last.nodes - first.nodes).toBeLessThanOrEqual(0.1 * first.nodes + 200);
  expect(last.listeners - first.listeners).toBeLessThanOrEqual(0.05 * first.listeners + 15);
  expect(last.heap - first.heap).toBeLessThanOrEqual(0.1 * first.heap + 2e6);
  expect(faults).toEqual({ console: [], foreign: [] });
});
