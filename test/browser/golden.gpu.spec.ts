/** On every GPU or WASM backend: a link brings the latent, a pixel is clicked, and the painted cells are PyTorch's. */
import { expect, test } from "@playwright/test";
import {
  clickCell,
  engineOf,
  expectPaintedRow,
  goldenRow,
  openGoldenLatent,
  openTask,
  watchFaults,
} from "../support/lens-page";

for (const backend of ["webgpu", "webgl", "wasm"]) {
  test(`a clicked pixel shows PyTorch's row on ${backend}`, async ({ page }) => {
    const faults = watchFaults(page);
    await openGoldenLatent(page, 1, `?backend=${backend}`);
    await expect(engineOf(page)).toHaveAttribute("data-backend", backend);
    await openTask(page, "display");
    await page.getByText("This map", { exact: true }).click();
    for (const which of [5, 40]) {
      const { x, y, row } = goldenRow(1, which);
      await clickCell(page, x, y);
      await openTask(page, "read");
      await expect(page.getByTestId("query-cell")).toHaveText(`${x}, ${y}`);
      await expectPaintedRow(page, row, 0.65);
    }
    expect(faults).toEqual({ console: [], foreign: [] });
  });
}
