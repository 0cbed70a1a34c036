/** The inside of an element: its image with map and marks, colour bar, sentence and controls. Drawn from a state. */

import { type Cell, cellOfKey, cellUnder } from "../../attention/grid";
import type { AttentionSite } from "../../attention/site";
import type { ElementText } from "../../locales/en/element";
import { sentenceOf } from "../../locales/sentence";
import { clearCanvas, drawDifference, drawHeatMap, drawImagePixels } from "../../render/canvas";
import { drawColorBar } from "../../render/color-bar";
import { formatPercent, formatQuantity, formatWeight } from "../../render/format";
import { overlayStyle } from "../../render/heat-map";
import { pointerPlace } from "../../render/pointer-place";
import { wipedPixels } from "../../render/wipe";
import { keyed } from "../../viewer/state/mark-keys";
import type { ViewerState } from "../../viewer/state/viewer-state";
import { currentSite, shownImage } from "../../viewer/views/derived";
import { cachedDifference } from "../../viewer/views/difference";
import { currentMap } from "../../viewer/views/map-view";
import { readOutAt } from "../../viewer/views/read-out";
import { cellInside, shownRow } from "../../viewer/views/rows";
import type { ControlName } from "../attributes";
import { type Activity, activityOf, problemOf } from "../status";
import { type Control, type ControlContext, makeControls } from "./controls";
import { marksOf } from "./marks";
import { styleSheet } from "./style";
import { makeTemplate } from "./template";

export interface ViewActions extends Omit<ControlContext, "text" | "language"> {
  /** The pointer stands on a cell. */
  readonly point: (cell: Cell) => void;
  /** A click: pins a cell, beside the others or in their place, or unpins it. */
  readonly pin: (cell: Cell, beside: boolean) => void;
  readonly retry: () => void;
}

export interface ViewOptions {
  readonly text: ElementText;
  readonly language: string;
  readonly controls: ReadonlySet<ControlName>;
  readonly poster: string | null;
  readonly actions: ViewActions;
}

/** A screen reader would stumble over every cell that the pointer crosses. */
const QUIET_MS = 400;

export class View {
  readonly #options: ViewOptions;
  readonly #find: <T extends Element>(selector: string) => T;
  readonly #controls: readonly Control[];
  readonly #difference = cachedDifference();
  #state: ViewerState;
  #spoken: ReturnType<typeof setTimeout> | undefined;
  #bar = "";

  constructor(root: ShadowRoot, state: ViewerState, options: ViewOptions) {
    const { text, language, controls, poster, actions } = options;
    this.#options = options;
    this.#state = state;
    root.adoptedStyleSheets = [styleSheet(root.ownerDocument)];
    root.replaceChildren(...makeTemplate());
    this.#find = <T extends Element>(selector: string): T => {
      const found = root.querySelector<T>(selector);
      if (!found) throw new Error(`the element's template has no ${selector}`);
      return found;
    };
    this.#controls = makeControls(controls, { ...actions, text, language });
    this.#find(".controls").append(...this.#controls.map(({ element }) => element));
    this.#find<HTMLElement>(".controls").hidden = this.#controls.length === 0;
    this.#find<HTMLElement>(".sentence").hidden = !controls.has("sentence");
    this.#find(".bar").toggleAttribute("hidden", !controls.has("bar"));
    this.#find(".stage").setAttribute("aria-label", text.label);
    this.#find("#help").textContent = text.help;
    const retry = this.#find<HTMLButtonElement>(".retry");
    retry.textContent = text.retry;
    retry.addEventListener("click", actions.retry);
    const image = this.#find<HTMLImageElement>(".poster");
    if (poster) {
      image.loading = "lazy";
      image.src = poster;
      image.hidden = false;
    }
    this.#listen(this.#find<HTMLElement>(".stage"));
    this.draw(state);
  }

  /** Draws a state. */
  draw(state: ViewerState): void {
    this.#state = state;
    const image = shownImage(state);
    const site = currentSite(state);
    this.#drawNote();
    for (const control of this.#controls) control.update(state);
    if (!image || !site) return;
    this.#find<HTMLElement>(".poster").hidden = true;
    this.#drawImagePixels();
    this.#drawMap();
    const marks = this.#find<SVGSVGElement>(".marks");
    marks.setAttribute("viewBox", `0 0 ${site.queryGrid.width} ${site.queryGrid.height}`);
    marks.replaceChildren(...marksOf(state, site));
    this.#say();
  }

  #drawImagePixels(): void {
    const canvas = this.#find<HTMLCanvasElement>(".picture");
    const { image, changed, lens } = this.#state;
    const difference = lens.compare === "difference" ? this.#difference(image, changed) : undefined;
    const shown = shownImage(this.#state);
    const wiped = lens.compare === "wipe" && shown === changed ? image : undefined;
    if (difference) drawDifference(canvas, difference.signed, difference.top, difference.grid);
    else if (shown && wiped) {
      // Half and half: the line of the page that moves it is not here.
      drawImagePixels(canvas, wipedPixels(wiped.pixels, shown.pixels, shown.size, 0.5), shown.size);
    } else if (shown) drawImagePixels(canvas, shown.pixels, shown.size);
  }

  #drawMap(): void {
    const canvas = this.#find<HTMLCanvasElement>(".map");
    const { lens } = this.#state;
    const map = currentMap(this.#state);
    canvas.dataset.smooth = String(lens.smooth);
    if (!map) {
      clearCanvas(canvas);
      return;
    }
    const scale = { top: map.top, curve: map.curve };
    const pixels = shownImage(this.#state)?.pixels;
    const style = pixels && lens.overlay !== "none" ? overlayStyle(lens, pixels) : undefined;
    if (style) drawHeatMap(canvas, map.grid, map.values, scale, style);
    else clearCanvas(canvas);
    if (!this.#options.controls.has("bar")) return;
    // A hovered map mostly has the scale of the one before, and the bar stays.
    const spotlight = style?.kind === "spotlight" ? style : undefined;
    const key = JSON.stringify([lens.colormap, spotlight, scale, map.uniform, map.unit]);
    if (key === this.#bar) return;
    this.#bar = key;
    const { text } = this.#options;
    const bar = this.#find<SVGSVGElement>(".bar");
    bar.dataset.top = String(map.top);
    bar.setAttribute("role", "img");
    bar.setAttribute("aria-label", `${text.axis[map.unit]}: 0 – ${formatWeight(map.top)}`);
    drawColorBar(bar, {
      colormap: lens.colormap,
      ...(spotlight !== undefined && { spotlight }),
      scale,
      uniform: map.uniform,
      uniformLabel: text.uniform[map.unit],
      axisLabel: text.axis[map.unit],
    });
  }

  /** What the element is doing, and what went wrong. */
  #drawNote(): void {
    const { engine } = this.#state;
    const activity = activityOf(this.#state);
    const note = this.#find<HTMLElement>(".note");
    note.textContent = this.#noteOf(activity);
    note.hidden = note.textContent === "";
    const isBusy = activity.kind === "loading" || activity.kind === "generating";
    this.#find(".stage").setAttribute("aria-busy", String(isBusy));
    const problem = this.#find<HTMLElement>(".problem");
    const fault = problemOf(this.#state);
    const sentence = fault ? sentenceOf(this.#options.text.errors, fault) : "";
    problem.hidden = !fault;
    if (problem.textContent !== sentence) problem.textContent = sentence;
    this.#find<HTMLElement>(".retry").hidden = engine.phase !== "failed";
  }

  #noteOf(activity: Activity): string {
    const { text } = this.#options;
    const { image, engine } = this.#state;
    switch (activity.kind) {
      case "opening":
        return text.opening;
      case "loading": {
        const { share } = activity;
        return share === undefined
          ? text.loading
          : text.loadingShare(formatPercent(Math.round(100 * share) / 100));
      }
      case "generating":
        return image ? "" : text.making;
      case "none":
        return image || engine.phase === "failed" ? "" : text.waiting;
    }
  }

  #say(): void {
    const site = currentSite(this.#state);
    if (!site) return;
    const { lens } = this.#state;
    const sentence = lens.map === "row" ? this.#rowSentence(site) : this.#readingSentence();
    this.#find(".sentence").textContent = sentence;
    clearTimeout(this.#spoken);
    this.#spoken = setTimeout(() => {
      this.#find(".spoken").textContent = sentence;
    }, QUIET_MS);
  }

  #rowSentence(site: AttentionSite): string {
    const { lens } = this.#state;
    const { summary } = shownRow(site, lens);
    const query = cellInside(site, lens.query);
    const key = cellOfKey(site.keyGrid, summary.topKey);
    const spread = formatPercent(summary.entropy / summary.maxEntropy);
    const weight = formatWeight(summary.maxWeight);
    return this.#options.text.sentence(query.x, query.y, key.x, key.y, weight, spread);
  }

  /** Another map's own quantity at the query; empty while the map is being computed. */
  #readingSentence(): string {
    const found = readOutAt(this.#state, this.#state.lens.query);
    if (!found) return "";
    const { quantity, cell, value, unit } = found;
    return this.#options.text.readings[quantity](cell.x, cell.y, formatQuantity(value, unit));
  }

  #listen(stage: HTMLElement): void {
    const { point, pin } = this.#options.actions;
    const cellAt = (event: MouseEvent): Cell | undefined => {
      const site = currentSite(this.#state);
      const place = pointerPlace(stage, event);
      return site && place && cellUnder(site.queryGrid, ...place);
    };
    const whenOn = (act: (cell: Cell, event: MouseEvent) => void) => (event: MouseEvent) => {
      const cell = cellAt(event);
      if (cell) act(cell, event);
    };
    stage.addEventListener("pointermove", whenOn(point));
    stage.addEventListener("pointerdown", whenOn(point));
    stage.addEventListener(
      "click",
      whenOn((cell, event) => pin(cell, event.shiftKey)),
    );
    stage.addEventListener("keydown", (event) => {
      const site = currentSite(this.#state);
      if (!site) return;
      const query = cellInside(site, this.#state.lens.query);
      const change = keyed(event, { ...this.#state.lens, query }, site.queryGrid);
      if (!change) return;
      this.#options.actions.change(change);
      event.preventDefault();
    });
  }
}
