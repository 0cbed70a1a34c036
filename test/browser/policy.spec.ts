/** The pages' Content-Security-Policy: it is there, and a real browser keeps it. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { PAGE_POLICY } from "../../scripts/lib/policy.mjs";
import { FOREIGN_PORT, SITE_PATH } from "../support/addresses";
import { projectPath } from "../support/files";
import { openLens, watchFaults } from "../support/lens-page";

const PAGES = ["index.html", "learn.html", "compare.html", "article.html", "embed.html", "atlas.html"];

for (const name of PAGES) {
  test(`${name} is built with the policy first, and nothing inline`, () => {
    const page = readFileSync(projectPath(`dist/${name}`), "utf8").replaceAll("&#39;", "'");
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">`);
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.search(/<(?:script|link|style)\b/));
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/<style|\bstyle=|\bon\w+=/);
    // No page names another host.
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
}

test("the policy allows no code from text and none from elsewhere", () => {
  expect(PAGE_POLICY).not.toContain("'unsafe-eval'");
  expect(PAGE_POLICY).not.toContain("'unsafe-inline'");
  const scripts = PAGE_POLICY.split("; ").find((directive) => directive.startsWith("script-src "));
  expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
  for (const directive of [
    "default-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(PAGE_POLICY.split("; ")).toContain(directive);
  }
});

/** Directives that refuse the attacks. */
const REFUSED = ["base-uri", "form-action", "img-src", "require-trusted-types-for", "trusted-types"];

/** What of an attack came through, tried from the page itself. */
const attacks = (page: Page, foreign: string) =>
  page.evaluate(
    async ({ elsewhere, expected }) => {
      const refused: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
      const thrown = (act: () => unknown) => {
        try {
          act();
          return "came through";
        } catch (error) {
          return (error as Error).name;
        }
      };
      const results = {
        markup: thrown(() => {
          document.createElement("p").innerHTML = "<img src=x onerror=alert(1)>";
        }),
        worker: thrown(() => new Worker("./assets/no-such.js")),
        policy: thrown(() =>
          (
            window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy("another", {}),
        ),
      };
      const inline = document.createElement("script");
      inline.append("window.attacked = true");
      thrown(() => document.head.append(inline));
      const image = new Image();
      image.src = `${elsewhere}picture.png`;
      const base = document.createElement("base");
      base.href = elsewhere;
      document.head.append(base);
      const form = document.createElement("form");
      form.action = `${elsewhere}take`;
      document.body.append(form);
      form.submit();
      // Reports come in tasks of their own; a request that was not refused would fail the test by its response.
      while (!expected.every((directive) => refused.includes(directive))) {
        await new Promise((resolve) =>
          document.addEventListener("securitypolicyviolation", resolve, { once: true }),
        );
      }
      base.remove();
      // Not before now: what a debugger itself evaluates may, in the same task, evaluate text.
      const evaluated = thrown(() => new Function("return 1"));
      const { attacked } = window as unknown as { attacked?: boolean };
      return {
        ...results,
        evaluated,
        attacked: attacked ?? false,
        base: document.baseURI.startsWith(elsewhere),
        refused: [...new Set(refused)].sort(),
      };
    },
    { elsewhere: foreign, expected: REFUSED },
  );

for (const name of PAGES) {
  test(`${name}: markup, code from text, foreign pictures, bases and forms are refused`, async ({ page }) => {
    await page.goto(`${SITE_PATH}${name}`);
    const foreign = `http://localhost:${FOREIGN_PORT}/`;
    const answered: string[] = [];
    page.on("response", (response) => answered.push(response.url()));
    const result = await attacks(page, foreign);
    expect(result).toMatchObject({
      markup: "TypeError",
      worker: "TypeError",
      policy: "TypeError",
      evaluated: "EvalError",
      attacked: false,
      base: false,
    });
    expect(result.refused).toEqual(expect.arrayContaining(REFUSED));
    expect(answered.filter((url) => url.startsWith(foreign))).toEqual([]);
  });
}

test("an address is text: nothing in it runs, and nothing is asked of others", async ({ page }) => {
  const faults = watchFaults(page);
  const attack = '"><img src=https://evil.test/x onerror=alert(1)><script>alert(1)</script>';
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    return dialog.dismiss();
  });
  const encoded = encodeURIComponent(attack);
  await openLens(
    page,
    `?lang=${encoded}&backend=${encoded}&model=${encoded}#v=1&seed=7&cmap=${encoded}&model=${encoded}`,
  );
  await expect(page.getByTestId("notice").first()).toBeVisible();
  await page.goto(
    `${SITE_PATH}embed.html?lang=${encoded}&controls=${encoded}&origin=${encoded}#model=${encoded}`,
  );
  await expect(page.locator("sagan-lens .stage")).toBeVisible();
  await page.goto(`${SITE_PATH}article.html?lang=${encoded}#${encoded}`);
  await expect(page.locator("h1")).toBeVisible();
  await page.goto(`${SITE_PATH}learn.html?lang=${encoded}#${encoded}`);
  await expect(page.locator("h1")).toBeVisible();
  await page.goto(`${SITE_PATH}compare.html?lang=${encoded}#a=${encoded}&b=${encoded}&${encoded}=1`);
  await expect(page.getByTestId("notice").first()).toBeVisible();
  expect(dialogs).toBe(0);
  expect(faults.foreign).toEqual([]);
  expect(faults.console).toEqual([]);
});
