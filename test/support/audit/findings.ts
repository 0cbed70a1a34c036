/** What an audit finds on a page: rules of axe that are broken, requests to others, errors, what the page's policy refused. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

export interface Violation {
  readonly rule: string;
  readonly help: string;
  /** Selectors of the elements that break it. */
  readonly targets: readonly string[];
}

export interface Findings {
  readonly axe: readonly Violation[];
  /** Addresses on other hosts that were asked for. */
  readonly foreign: readonly string[];
  /** Errors on the console, and exceptions that nobody caught. */
  readonly console: readonly string[];
  /** What the Content-Security-Policy refused: the directive, and what was to be loaded. */
  readonly policy: readonly string[];
}

interface Heard {
  readonly foreign: string[];
  readonly console: string[];
  readonly policy: string[];
}

/** Listens to a page from before its first address. */
export async function listenTo(page: Page): Promise<Heard> {
  const heard: Heard = { foreign: [], console: [], policy: [] };
  await page.exposeFunction("policyRefused", (what: string) => heard.policy.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      (window as unknown as { policyRefused: (what: string) => void }).policyRefused(
        `${effectiveDirective} ${blockedURI} ${sample}`.trim(),
      ),
    );
  });
  page.on("console", (message) => {
    if (message.type() === "error") heard.console.push(message.text());
  });
  page.on("pageerror", (error) => heard.console.push(error.message));
  // Of workers and the service worker, too.
  page.context().on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") heard.foreign.push(request.url());
  });
  return heard;
}

/** Every rule of axe, best practices included. @param within selectors; the whole page where absent */
export async function brokenRules(page: Page, within?: string): Promise<Violation[]> {
  // A frame is audited as a page of its own; axe cannot see the ground that it lets through.
  const axe = new AxeBuilder({ page }).exclude("iframe");
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    targets: nodes.map(({ target }) => target.flat().join(" ")),
  }));
}

/** What was heard since it was last asked, with the rules that are broken now. */
export async function findings(page: Page, heard: Heard, within?: string): Promise<Findings> {
  const axe = await brokenRules(page, within);
  const taken = (list: string[]) => list.splice(0, list.length);
  return {
    axe,
    foreign: taken(heard.foreign),
    console: taken(heard.console),
    policy: taken(heard.policy),
  };
}
