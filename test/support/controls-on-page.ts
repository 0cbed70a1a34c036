/** Where each row of the table of controls stands on the page, and how it is reached and changed by keys. */
import { expect, type Locator, type Page } from "@playwright/test";
import { en } from "../../src/locales/en/page";
import { trainingHistoryEn } from "../../src/locales/en/training-history";
import { labelOf } from "../../src/ui/inputs/labels";
import { CONTROLS } from "./controls-table";
import { openTask, pictureSettled, type Task } from "./lens-page";

type Row = (typeof CONTROLS)[number][1];

interface Place {
  /** The task whose controls it is among; "images" is the strip of images, "map" what stands beside the map. */
  readonly where: Task | "images" | "map";
  /** Makes it appear there, where it does not always. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** What takes the focus; by the row's label where absent. */
  readonly control?: (page: Page) => Locator;
  /** What changes it; an arrow key that fits where absent. */
  readonly key?: string;
}

const named = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const openFold = (fold: Locator) =>
  fold.evaluate((details: HTMLDetailsElement) => {
    details.open = true;
  });

/** Whether the controls are a sheet, and the strip of images a drawer. */
const isNarrow = (page: Page) => (page.viewportSize()?.width ?? 0) < 640;

/** Opens the strip of images under the image, where it is closed. */
async function openImages(page: Page): Promise<void> {
  const sheet = page.getByTestId("task-panel");
  if (isNarrow(page) && (await sheet.isVisible())) await named(page, en.shell.closeSheet).click();
  const film = page.locator(".film");
  if ((await film.getAttribute("open")) === null) await film.locator("> summary").click();
  await expect(film).toHaveAttribute("open", "");
}

/** Saves an image, draws another one, and chooses the saved one, which can then be mixed in or be the end of a direction. */
async function chooseSaved(page: Page): Promise<void> {
  const saved = page.getByTestId("saved-strip").getByRole("button").first();
  if ((await saved.count()) === 0) {
    await openImages(page);
    await named(page, en.saved.keep).click();
    await named(page, en.image.newSeed).click();
    await pictureSettled(page);
    await openTask(page, "image");
  }
  if ((await saved.getAttribute("aria-pressed")) === "false") await saved.click();
}

async function mix(page: Page): Promise<void> {
  if ((await page.getByTestId("mix").count()) > 0) return;
  await chooseSaved(page);
  await named(page, en.saved.mix).click();
}

async function ownDirection(page: Page): Promise<void> {
  if ((await page.getByTestId("own-direction").count()) > 0) return;
  await chooseSaved(page);
  await named(page, en.saved.direction).click();
}

async function walk(page: Page): Promise<void> {
  const fold = page.getByTestId("walk");
  await openFold(fold);
  if ((await fold.getByTestId("walk-place").count()) === 0) await named(page, en.walk.random).click();
}

const changeTheLayer = async (page: Page) => {
  const group = page.getByRole("group", { name: en.whatIf.compare, exact: true });
  if ((await group.count()) === 0) {
    const gamma = page.getByRole("slider", { name: en.whatIf.gamma, exact: true });
    await gamma.focus();
    await gamma.press("ArrowLeft");
  }
};

/** The parts of the map are a choice where the map is one query's row. */
const showRow = (page: Page) =>
  page
    .getByTestId("map-choice")
    .selectOption("row")
    .then(() => undefined);

const PLACES: Readonly<Record<string, Place>> = {
  classChoice: {
    where: "image",
    control: (page) => page.getByTestId("class-strip").locator("[aria-pressed=false]").first(),
    key: "Enter",
  },
  classWeight: {
    where: "image",
    prepare: (page) => openFold(page.getByTestId("class-mix")),
    control: (page) => page.getByTestId("class-mix").getByRole("slider").last(),
  },
  colormap: { where: "display" },
  compare: { where: "what-if", prepare: changeTheLayer },
  curve: { where: "display" },
  direction: {
    where: "image",
    control: (page) => page.getByTestId("directions").getByRole("slider").first(),
  },
  gammaScale: { where: "what-if" },
  latent: {
    where: "image",
    prepare: (page) => openFold(page.locator(".latent-group").last()),
    control: (page) => page.locator(".latent-group").last().getByRole("slider").last(),
  },
  links: { where: "display" },
  map: { where: "map", control: (page) => page.getByTestId("map-choice") },
  mass: { where: "display" },
  mixPath: { where: "image", prepare: mix },
  mixShare: { where: "image", prepare: mix },
  noise: { where: "image" },
  opacity: { where: "display" },
  overlay: { where: "display" },
  ownDirection: {
    where: "image",
    prepare: ownDirection,
    control: (page) => page.getByTestId("own-direction").getByRole("slider"),
  },
  part: {
    where: "map",
    prepare: showRow,
    control: (page) => page.getByTestId("part-pairwise"),
    key: "Enter",
  },
  psi: { where: "image" },
  reach: { where: "display" },
  scale: { where: "display" },
  seed: {
    where: "images",
    control: (page) => page.getByRole("textbox", { name: en.image.seed, exact: true }),
    key: "1",
  },
  smooth: { where: "display" },
  snapshot: {
    where: "network",
    prepare: (page) => openFold(page.getByTestId("training")),
    control: (page) => page.getByRole("slider", { name: trainingHistoryEn.moment, exact: true }),
  },
  temperature: { where: "what-if" },
  walkLoop: { where: "image", prepare: walk },
  walkSeconds: { where: "image", prepare: walk },
};

/** Rows of the table that have no place here. */
export const unplaced = (): string[] => CONTROLS.map(([name]) => name).filter((name) => !(name in PLACES));

/** What takes the focus of a row, by its kind and its label. */
function byLabel(page: Page, row: Row): Locator {
  const panel = page.getByTestId("task-panel");
  const name = { name: labelOf(en, row.label), exact: true };
  if ("bounds" in row) return panel.getByRole("slider", name);
  if (!("options" in row)) return panel.getByRole("checkbox", name);
  const radio = panel.getByRole("group", name).getByRole("radio", { checked: true });
  return radio.or(panel.getByRole("combobox", name));
}

/** The key that changes what has the focus: towards the end at which it does not stand. */
const fittingKey = (control: Locator) =>
  control.evaluate((element) => {
    if (element instanceof HTMLSelectElement) {
      return element.selectedIndex < element.options.length - 1 ? "ArrowDown" : "ArrowUp";
    }
    const { type, value, max } = element as HTMLInputElement;
    if (type === "checkbox") return "Space";
    return type === "range" && Number(value) >= Number(max) ? "ArrowLeft" : "ArrowRight";
  });

/** Opens the task of a row, and what is folded in there. @returns what takes the focus */
export async function reachControl(page: Page, name: string, row: Row): Promise<Locator> {
  const { where, prepare, control } = PLACES[name];
  if (where === "images") await openImages(page);
  else if (where !== "map") await openTask(page, where);
  // Where the page is narrow, the map and its parts are chosen in the map's sheet.
  else if (isNarrow(page)) await openTask(page, "display");
  await prepare?.(page);
  // What was done for it may have opened another task.
  if (where !== "images" && where !== "map") await openTask(page, where);
  await pictureSettled(page);
  return control ? control(page) : byLabel(page, row);
}

/** Changes what has the focus, by keys. */
export async function changeByKeys(page: Page, name: string, control: Locator): Promise<void> {
  await page.keyboard.press(PLACES[name].key ?? (await fittingKey(control)));
}
