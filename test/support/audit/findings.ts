/**
 * What an audit finds on a page: rules of axe that are broken, requests to others, errors, what the page's policy refused, and what is
 * wrong with its layout.
 */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { atRest, type LayoutFindings, layoutFindings, type Shift, takeShifts, watchShifts } from "./layout";

/** Most that may move by itself while a state opens; up to here is called good. */
export const MOST_SHIFT = 0.1;

export interface Violation {
  readonly rule: string;
  readonly help: string;
  /** Selectors of the elements that break it. */
  readonly targets: readonly string[];
}

export interface Findings extends LayoutFindings {
  readonly axe: readonly Violation[];
  /** Addresses on other hosts that were asked for. */
  readonly foreign: readonly string[];
  /** Errors on the console, and exceptions that nobody caught. */
  readonly console: readonly string[];
  /** What the Content-Security-Policy refused: the directive, and what was to be loaded. */
  readonly policy: readonly string[];
  /** Sum of what moved by itself since the last findings, and the largest of those shifts. */
  readonly layoutShift: number;
  readonly shifts: readonly Shift[];
}

/** Kinds of findings that are lists: each of them has to be empty. */
export const LISTS = ["axe", "targets", "overlaps", "cut", "wide", "foreign", "console", "policy"] as const;

/** Whether nothing is wrong. */
export const isClean = (found: Findings): boolean =>
  found.layoutShift <= MOST_SHIFT && LISTS.every((kind) => found[kind].length === 0);

interface Heard {
  readonly foreign: string[];
  readonly console: string[];
  readonly policy: string[];
}

/** Listens to a page from before its first address. */
export async function listenTo(page: Page): Promise<Heard> {
  const heard: Heard = { foreign: [], console: [], policy: [] };
  await watchShifts(page);
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

/** The rules that a theme can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * The rules of axe, best practices included.
 * @param within selectors; the whole page where absent
 * @param rules all of them, or those about colours alone
 */
export async function brokenRules(
  page: Page,
  within?: string,
  rules: "all" | "colours" = "all",
): Promise<Violation[]> {
  // A frame is audited as a page of its own; axe cannot see the ground that it lets through. Without frames there is nothing to put
  // together, for which axe would open a page each time. What is not broken is not described.
  const axe = new AxeBuilder({ page })
    .exclude("iframe")
    .setLegacyMode()
    .options({ resultTypes: ["violations"] });
  if (rules === "colours") axe.withRules(COLOURS);
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    targets: nodes.map(({ target }) => target.flat().join(" ")),
  }));
}

/** Shifts of a state that are named: the largest ones. */
const NAMED_SHIFTS = 3;

export interface Looking {
  /** Selectors of where alone axe looks; the whole page where absent. */
  readonly within?: string | undefined;
  /** Which rules of axe are asked. */
  readonly axe?: "all" | "colours" | "none" | undefined;
}

/** What was heard and what moved since it was last asked, with what is wrong now that the page is at rest. */
export async function findings(
  page: Page,
  heard: Heard,
  { within, axe = "all" }: Looking,
): Promise<Findings> {
  await atRest(page);
  const shifts = await takeShifts(page);
  const layout = await layoutFindings(page);
  const broken = axe === "none" ? [] : await brokenRules(page, within, axe);
  const taken = (list: string[]) => list.splice(0, list.length);
  return {
    ...layout,
    axe: broken,
    layoutShift: Number(shifts.reduce((sum, { value }) => sum + value, 0).toFixed(4)),
    shifts: shifts.sort((a, b) => b.value - a.value).slice(0, NAMED_SHIFTS),
    foreign: taken(heard.foreign),
    console: taken(heard.console),
    policy: taken(heard.policy),
  };
}
