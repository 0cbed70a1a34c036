/** Every state of every page that is audited: how it is reached, as a person would. */
import type { Page } from "@playwright/test";
import { handout as english } from "../../../src/locales/en/page/handout";
import { handout as korean } from "../../../src/locales/ko/page/handout";
import { SITE_PATH } from "../addresses";
import { elementReady } from "../element";
import { expect } from "../expect";
import { projectPath } from "../files";
import { clickCell, openMenu, openTask, pictureSettled, type Task, waitForMark } from "../lens-page";

export interface AuditState {
  readonly name: string;
  /** Brings the page from the state before it into this one. */
  readonly enter: (page: Page) => Promise<void>;
  /** Where alone to look, by selectors; the whole page where absent. */
  readonly within?: string;
}

/** States that follow each other on one page. */
export interface AuditedPage {
  readonly name: string;
  /** Address below the site, with `LANGUAGE` in place of the language and `ORIGIN` in that of the host, which has peers' files, too. */
  readonly address: string;
  readonly states: readonly AuditState[];
  /** Errors on the console that the page is brought to on purpose: the browser's own line for a file that is missing. */
  readonly causes?: RegExp;
}

const summary = (page: Page, testId: string) => page.getByTestId(testId).locator("> summary");
const peer = (path: string) => projectPath(`test/peers/${path}`);

/** A part that can be folded out. */
const fold = (testId: string): AuditState => ({
  name: testId,
  enter: async (page) => {
    await summary(page, testId).click();
    await expect(page.getByTestId(testId)).toHaveAttribute("open", "");
    await pictureSettled(page);
    if (testId === "matrix") await expect(page.getByTestId("matrix-image")).toBeVisible();
  },
  within: `[data-testid="${testId}"]`,
});

/** Every task, with the folds that stand there. */
const TASKS: readonly (readonly [Task, readonly string[]])[] = [
  ["read", ["equation", "matrix"]],
  ["what-if", []],
  ["image", ["walk"]],
  ["network", ["inside", "discriminator", "training"]],
  ["export", ["embed", "tour-editor"]],
  ["display", []],
];

/** Closes what a person would close first: an open menu may lie over the tabs. */
async function closeMenus(page: Page): Promise<void> {
  for (const button of await page.locator(".menu > button[aria-expanded=true]").all()) {
    await button.press("Escape");
  }
}

/** A task's controls, then each of its folds. */
const statesOf = ([task, folds]: (typeof TASKS)[number]): readonly AuditState[] => [
  {
    name: task,
    enter: async (page) => {
      await closeMenus(page);
      await openTask(page, task);
      await pictureSettled(page);
    },
    within: ".task-panel",
  },
  ...folds.map(fold),
];

/** Opens the strip of images: a drawer where the window is narrow, and not there on a phone that lies on its side. */
async function openImages(page: Page): Promise<void> {
  const closeSheet = page.locator(".sheet-line button");
  if (await closeSheet.isVisible()) await closeSheet.click();
  const film = page.locator(".film");
  const line = film.locator("> summary");
  if ((await line.isVisible()) && (await film.getAttribute("open")) === null) await line.click();
}

/** The strip of images, from each of its sources. */
const IMAGES: readonly AuditState[] = [0, 1, 2].map((source) => ({
  name: `images, source ${source + 1}`,
  enter: async (page) => {
    await openImages(page);
    const choice = page.locator(".film fieldset label").nth(source);
    if (await choice.isVisible()) await choice.click();
    await pictureSettled(page);
  },
  within: ".layout-film",
}));

const bringFile = async (page: Page, path: string, phase: string) => {
  await openMenu(page, "model-menu");
  await page.locator("input[type=file][accept*='.pth']").setInputFiles(peer(path));
  await expect(page.getByTestId("importing")).toHaveAttribute("data-phase", phase, { timeout: 60_000 });
};

const LENS: AuditedPage = {
  name: "lens",
  address: "?lang=LANGUAGE",
  states: [
    {
      name: "first picture",
      enter: async (page) => {
        await waitForMark(page, "lens:first-picture");
        await pictureSettled(page);
        await expect(page.getByTestId("model-choice")).toBeVisible();
      },
    },
    {
      name: "two pins",
      enter: async (page) => {
        await clickCell(page, 8, 20);
        await clickCell(page, 20, 8, ["Shift"]);
      },
    },
    {
      name: "more",
      enter: async (page) => void (await openMenu(page, "more")),
      within: '[data-testid="more"]',
    },
    {
      name: "model",
      enter: async (page) => {
        await openMenu(page, "model-menu");
        await summary(page, "model-card").click();
      },
      within: '[data-testid="model-menu"]',
    },
    ...TASKS.flatMap(statesOf),
    ...IMAGES,
    {
      name: "latent entries",
      enter: async (page) => {
        await openTask(page, "image");
        await page.locator("details.latent-group > summary").first().click();
      },
      within: "details.latent-group",
    },
    {
      name: "changes, on the image",
      enter: async (page) => {
        await openTask(page, "what-if");
        await page.getByTestId("what-if").locator(".button-row button").first().click();
        await expect(page.getByTestId("chips").getByRole("button")).toHaveCount(1);
        await pictureSettled(page);
      },
    },
    {
      name: "import refused",
      enter: async (page) => {
        await bringFile(page, "voletiv/sagan_model_ckpt_0004000.refused.pth", "failed");
      },
      within: '[data-testid="importing"]',
    },
    {
      name: "import opened",
      enter: async (page) => {
        await bringFile(page, "ajbrock/G_shared_hier.pth", "open");
        await pictureSettled(page);
        for (const one of await page.getByTestId("importing").locator("summary").all()) await one.click();
      },
    },
  ],
};

const ASKED: AuditedPage = {
  name: "lens, asked to fetch",
  address: "?lang=LANGUAGE&model=ORIGIN/peers/ajbrock/G_shared_hier.pth&backend=none",
  states: [
    {
      name: "asking, with a notice",
      enter: async (page) => {
        await expect(page.getByTestId("importing")).toHaveAttribute("data-phase", "asking");
        await expect(page.getByTestId("notice")).toBeVisible();
      },
    },
  ],
};

const LEARNING: AuditedPage = {
  name: "learning",
  address: "learn.html?lang=LANGUAGE",
  states: [
    {
      name: "before a run",
      enter: async (page) => {
        await expect(page.locator(".explained-pages a").first()).toBeVisible();
        await expect(page.getByTestId("recorded-step")).toHaveAttribute("data-step", "600");
      },
    },
    {
      name: "recorded runs, a step",
      enter: async (page) => {
        await page.getByTestId("recorded-step").press("PageDown");
        await expect(page.getByTestId("recorded-step")).not.toHaveAttribute("data-step", "600");
      },
      within: '[data-testid="recorded"]',
    },
    {
      name: "a run, paused",
      enter: async (page) => {
        const controls = page.locator(".learning-stage button");
        await controls.first().click();
        const step = async () => Number(await page.getByTestId("standing").getAttribute("data-step"));
        await expect.poll(step, { timeout: 90_000 }).toBeGreaterThanOrEqual(2);
        await controls.first().click();
        await expect(page.getByTestId("spectra").locator("tbody tr")).not.toHaveCount(0, { timeout: 60_000 });
      },
    },
    ...["attention", "spectral", "hinge", "rates", "average"].map(
      (name): AuditState => ({
        name,
        enter: async (page) => {
          await page.locator(`.explained-pages a[href="#${name}"]`).click();
          await expect(page.locator(`.explained-pages a[href="#${name}"]`)).toHaveAttribute(
            "aria-current",
            "page",
          );
        },
      }),
    ),
  ],
};

const ATLAS: AuditedPage = {
  name: "statistics",
  address: "atlas.html?lang=LANGUAGE#v=1&model=eurosat64&seeds=0-11&q=12.8",
  states: [
    {
      name: "computed",
      enter: async (page) => {
        await expect(page.getByTestId("atlas-standing")).toHaveAttribute("data-phase", "done", {
          timeout: 90_000,
        });
        await expect(page.locator("[data-seed][data-ready=false]")).toHaveCount(0, { timeout: 30_000 });
      },
    },
    {
      name: "with a fault",
      enter: async (page) => {
        await page.locator(".atlas-form input[type=number]").first().fill("30");
        await expect(page.locator(".atlas-form .atlas-fault")).toBeVisible();
      },
      within: ".atlas-form",
    },
  ],
};

const ARTICLE: AuditedPage = {
  name: "article",
  address: "article.html?lang=LANGUAGE",
  states: [
    { name: "as opened", enter: (page) => expect(page.locator("h1")).toBeVisible() },
    {
      name: "every figure, every answer",
      enter: async (page) => {
        for (const one of await page.locator("summary").all()) await one.click();
        for (const lens of await page.locator("sagan-lens").all()) {
          await lens.scrollIntoViewIfNeeded();
          await elementReady(lens);
        }
      },
    },
  ],
};

const ready = (page: Page) => elementReady(page.locator("sagan-lens"));

const FRAME: AuditedPage = {
  name: "frame",
  address:
    "embed.html?lang=LANGUAGE&controls=bar sentence seed psi classes gamma temp step map part overlay scale link",
  states: [{ name: "with all controls", enter: ready }],
};

const FRAME_FAILED: AuditedPage = {
  name: "frame, without its model",
  causes: /404 \(Not Found\)/,
  address: "embed.html?lang=LANGUAGE#model=missing&seed=5",
  states: [{ name: "failed", enter: (page) => expect(page.locator("sagan-lens .problem")).toBeVisible() }],
};

/** A tour: its first step, then its last, with the controls of a task. */
const TOUR: AuditedPage = {
  name: "lens, on a tour",
  address: "?lang=LANGUAGE#v=1&model=cats64&seed=4&q=12.12&links=5&scale=map&opacity=0.5&tour=lens.1",
  states: [
    {
      name: "first step",
      enter: async (page) => {
        await waitForMark(page, "lens:first-picture");
        await pictureSettled(page);
        await expect(page.getByTestId("tour-caption")).toBeVisible();
      },
    },
    {
      name: "last step",
      enter: async (page) => {
        for (let step = 2; step <= 6; step++) {
          await page.getByTestId("tour").locator("button.primary").click();
          await expect(page).toHaveURL(new RegExp(`tour=lens\\.${step}$`));
        }
        await pictureSettled(page);
      },
    },
  ],
};

const standsThere = async (page: Page) => {
  await waitForMark(page, "lens:first-picture");
  await pictureSettled(page);
  await expect(page.getByTestId("presenter-standing")).not.toBeEmpty();
};

/** The presenter's view: steps of a tour. */
const PRESENTER: AuditedPage = {
  name: "lens, presenting",
  address: "?lang=LANGUAGE#v=1&model=cats64&seed=4&q=12.12&links=5&scale=map&tour=lens.1&present=1",
  states: [
    { name: "a step", enter: standsThere, within: ".presenter" },
    {
      name: "another step",
      enter: async (page) => {
        await page.keyboard.press("PageDown");
        await expect(page).toHaveURL(/tour=lens\.2&/);
        await pictureSettled(page);
      },
      within: ".presenter",
    },
  ],
};

/** Without a tour: pins, then the dot. */
const PRESENTER_PINS: AuditedPage = {
  name: "lens, presenting pins",
  address: "?lang=LANGUAGE#v=1&model=cats64&seed=4&q=8.13&pins=8.13,24.13&present=1",
  states: [
    { name: "a pin", enter: standsThere, within: ".presenter" },
    {
      name: "the dot",
      enter: async (page) => {
        await page.keyboard.press("Shift+ArrowDown");
        await expect(page.getByTestId("dot-map")).toBeVisible();
      },
      within: ".presenter",
    },
  ],
};

const PRINT_HANDOUT = new RegExp(`^(${english.print}|${korean.print})$`);

/** The handout of two pins, as it goes to a printer. */
const HANDOUT: AuditedPage = {
  name: "lens, printed",
  address: "?lang=LANGUAGE#v=1&model=cats64&seed=4&q=12.8&pins=12.8,20.9",
  states: [
    {
      name: "handout",
      enter: async (page) => {
        await waitForMark(page, "lens:first-picture");
        await pictureSettled(page);
        await openTask(page, "export");
        // The dialog would take the handout away again before it can be looked at.
        await page.evaluate(() => {
          window.print = () => performance.mark("printed");
        });
        await page.getByRole("button", { name: PRINT_HANDOUT }).click();
        await waitForMark(page, "printed");
        await page.emulateMedia({ media: "print" });
        await expect(page.getByTestId("handout")).toBeVisible();
        await expect(page.locator(".handout-code")).toBeVisible();
      },
    },
  ],
};

/** A tour of another's with one step, which asks. */
const ASKING_TOUR = {
  format: "sagan-lens-tour",
  version: 1,
  title: { en: "Predict", ko: "예측" },
  steps: [
    {
      state: "v=1&model=cats64&seed=4&q=12.12",
      caption: { en: "The corner of an eye is the query.", ko: "눈구석이 질의입니다." },
      ask: "row",
    },
  ],
};

const ASKING: AuditedPage = {
  name: "lens, on a tour that asks",
  address: "?lang=LANGUAGE",
  states: [
    {
      name: "a tour asks, marked",
      enter: async (page) => {
        // As a reload finds a tour that was opened from a file.
        await page.evaluate((text) => {
          sessionStorage.setItem("sagan-lens:tour", text);
          window.location.hash = "v=1&model=cats64&seed=4&q=12.12&scale=map&tour=file.1";
        }, JSON.stringify(ASKING_TOUR));
        await page.reload();
        await waitForMark(page, "lens:first-picture");
        const grid = page.getByTestId("prediction-grid");
        await expect(grid).toBeFocused();
        for (const key of ["ArrowUp", "Enter", "ArrowRight", "Space"]) await page.keyboard.press(key);
        await expect(page.getByTestId("marked-cell")).toHaveCount(2);
        await pictureSettled(page);
      },
    },
    {
      name: "after the reveal",
      enter: async (page) => {
        await page.locator(".prediction button").click();
        await expect(page.getByTestId("prediction-result")).toBeVisible();
      },
    },
    {
      name: "answers summed up",
      enter: async (page) => {
        await page.getByTestId("tour").locator("button.primary").click();
        await expect(page.getByTestId("prediction-summary")).toBeVisible();
      },
      within: '[data-testid="prediction-summary"]',
    },
  ],
};

async function bothDrawn(page: Page): Promise<void> {
  await expect(page.getByTestId("compare-page")).toHaveAttribute("aria-busy", "false");
  for (const side of ["a", "b"]) {
    await expect(page.getByTestId(`side-${side}`)).toHaveAttribute("data-from", "engine");
  }
}

/** Both sides drawn, with all settings open; then two models, of which one has no such class. */
const COMPARE: AuditedPage = {
  name: "compare",
  address: "compare.html?lang=LANGUAGE",
  states: [
    { name: "both sides", enter: bothDrawn },
    {
      name: "settings",
      enter: async (page) => {
        for (const side of ["a", "b"]) await summary(page, `settings-${side}`).click();
      },
    },
    {
      name: "two models, with notices",
      enter: async (page) => {
        await page.evaluate(() => {
          window.location.hash = `a=seed%3D7&b=${encodeURIComponent("model=eurosat64&class=Sea:1")}&what=1`;
        });
        // As opened by that address.
        await page.reload();
        await expect(page.getByTestId("engines")).toHaveAttribute("data-count", "2");
        await bothDrawn(page);
        await expect(page.getByTestId("notice-b")).toBeVisible();
      },
    },
  ],
};

export const AUDITED: readonly AuditedPage[] = [
  ...[
    LENS,
    TOUR,
    ASKING,
    PRESENTER,
    PRESENTER_PINS,
    HANDOUT,
    ASKED,
    COMPARE,
    LEARNING,
    ATLAS,
    ARTICLE,
    FRAME,
    FRAME_FAILED,
  ],
];

export const auditedAddress = (origin: string, { address }: AuditedPage, language: string): string =>
  `${origin}${SITE_PATH}${address.replace("LANGUAGE", language).replace("ORIGIN", origin)}`;
