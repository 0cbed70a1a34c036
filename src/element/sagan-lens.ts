/** The custom element `<sagan-lens>`. */
import * as v from "valibot";
import { type Cell, queryAt, sameCell } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import { type ElementText, elementEn } from "../locales/en/element";
import { sentenceOf } from "../locales/sentence";
import type { Still } from "../model/formats/still";
import { type LinkState, linkPart, writeHash } from "../viewer/address/address";
import { type LensState, lensStateSchema } from "../viewer/state/lens-state";
import { clicked, pointed } from "../viewer/state/pins";
import { sameRecipe } from "../viewer/state/recipe";
import type { ViewerState } from "../viewer/state/viewer-state";
import type { ViewerModel } from "../viewer/viewer-model";
import { currentSite, shownImage } from "../viewer/views/derived";
import { rowAt } from "../viewer/views/rows";
import {
  ATTRIBUTES,
  REFLECTED,
  readAttributes,
  readControls,
  SETTABLE,
  STATE_ATTRIBUTES,
} from "./attributes";
import { type AttributeValue, reflect, reflectAttributes, takeEarlyProperties } from "./properties";
import { type ElementSetup, elementViewer } from "./setup";
import { problemOf } from "./status";
import type { ElementImage, ElementRow, PlainElement, SaganLensElement, SaganLensEventMap } from "./types";
import { stopUsedKeys } from "./view/used-keys";
import { View, type ViewActions } from "./view/view";

/** How far from the viewport an element begins to load. */
const NEAR = "200px";

/** The class of the element, for a page with these means. Call it in a browser only. */
export function saganLensElement(setup: ElementSetup): new () => SaganLensElement {
  class SaganLens extends HTMLElement implements PlainElement {
    static readonly observedAttributes = ATTRIBUTES;

    readonly ready: Promise<void>;
    readonly #root = this.attachShadow({ mode: "open" });
    #viewer: ViewerModel;
    #view: View | undefined;
    #text: ElementText = elementEn;
    /** What the attributes said last. */
    #attributes = readAttributes(() => null).state;
    #near: IntersectionObserver | undefined;
    #drawing = false;
    #isReady = false;
    /** Near the viewport, or touched: it loads what it needs from now on. */
    #hasBegun = false;
    #resolveReady: () => void = () => undefined;

    constructor() {
      super();
      this.ready = new Promise((resolve) => {
        this.#resolveReady = resolve;
      });
      this.#viewer = this.#makeViewer();
      const begin = () => this.#begin();
      for (const touch of ["pointerenter", "pointerdown", "focusin"]) this.addEventListener(touch, begin);
      stopUsedKeys(this.#root);
    }

    get state(): LinkState {
      return linkPart(this.#viewer.state.lens);
    }

    set state(change: Partial<LinkState> | string | null | undefined) {
      if (typeof change !== "object" || change === null) {
        reflect(this, "state", change);
        return;
      }
      const parsed = v.safeParse(v.partial(lensStateSchema), change);
      if (!parsed.success) {
        const [issue] = parsed.issues;
        throw new TypeError(`state.${v.getDotPath(issue) ?? ""}: ${issue.message}`);
      }
      this.#set(linkPart(parsed.output as Partial<LensState>));
    }

    #set(change: Partial<LinkState>): void {
      this.#clearNotices(change);
      if (this.#viewer.set(change)) return;
      this.#tell("error", { code: "still-fixed", message: this.#text.stillFixed });
    }

    /** Another image was requested: what went wrong with the one before no longer matters. */
    #clearNotices(change: Partial<LinkState>): void {
      const { lens, notices } = this.#viewer.state;
      if (notices.length > 0 && !sameRecipe({ ...lens, ...change }, lens)) {
        this.#viewer.context.put({ notices: [] });
      }
    }

    get hash(): string {
      return writeHash(this.state);
    }

    get site(): AttentionSite | undefined {
      return currentSite(this.#viewer.state);
    }

    set site(name: AttributeValue) {
      reflect(this, "site", name);
    }

    attentionRow(query: Cell = this.#viewer.state.lens.query): ElementRow {
      const site = this.site;
      if (!site) throw new Error(this.#text.noPicture);
      queryAt(site.queryGrid, query);
      return { row: rowAt(site, query).row.slice(), keyGrid: site.keyGrid, query };
    }

    image(): ElementImage {
      const image = shownImage(this.#viewer.state);
      if (!image) throw new Error(this.#text.noPicture);
      return { size: image.size, pixels: image.pixels.slice() };
    }

    showStill(still: Still): void {
      this.#viewer.openStill(still, !this.#hasQuery());
    }

    connectedCallback(): void {
      takeEarlyProperties(this, SETTABLE);
      const { defaultView } = this.ownerDocument;
      if (!defaultView) return;
      void this.#speak();
      this.#render();
      this.#near = new defaultView.IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(),
        { rootMargin: NEAR },
      );
      this.#near.observe(this);
    }

    disconnectedCallback(): void {
      this.#near?.disconnect();
      this.#viewer.stop();
    }

    attributeChangedCallback(name: string): void {
      if (STATE_ATTRIBUTES.includes(name)) this.#take();
      else if (name === "still" || name === "base") this.#viewer = this.#makeViewer();
      else if (this.isConnected) {
        if (name === "lang") void this.#speak();
        this.#render();
      }
      if ((name === "still" || name === "base") && this.#hasBegun) {
        this.#render();
        this.#begin();
      }
    }

    /** Takes up what the attributes say; what a person changed meanwhile and they do not name stays. */
    #take(): void {
      const { state, refused } = readAttributes((name) => this.getAttribute(name));
      const before = this.#attributes;
      this.#attributes = state;
      const keys = Object.keys(state) as (keyof LinkState)[];
      const changed = keys.filter((key) => JSON.stringify(state[key]) !== JSON.stringify(before[key]));
      this.#viewer.corrections.noteAddress(state);
      this.#set(Object.fromEntries(changed.map((key) => [key, state[key]])));
      if (refused.length > 0)
        this.#tell("error", { code: "attributes", message: this.#text.refused(refused.join(", ")) });
    }

    #makeViewer(): ViewerModel {
      this.#viewer?.stop();
      const base = this.getAttribute("base");
      const viewer = elementViewer(setup, base === null ? undefined : new URL(base, this.baseURI));
      viewer.corrections.noteAddress(this.#attributes);
      viewer.set(this.#attributes);
      viewer.subscribe((now, before) => {
        if (viewer === this.#viewer) this.#changed(now, before);
      });
      return viewer;
    }

    #begin(): void {
      if (!this.isConnected) return;
      this.#hasBegun = true;
      this.#near?.disconnect();
      const still = this.getAttribute("still");
      if (still !== null) {
        const { image, openingStill } = this.#viewer.state;
        if (!image && !openingStill) {
          void this.#viewer.showStill(new URL(still, this.baseURI), !this.#hasQuery());
        }
        return;
      }
      const controls = this.#controls();
      if (controls.has("step") || controls.has("classes") || this.#viewer.state.lens.reach) {
        void this.#viewer.describe();
      }
      void this.#viewer.start();
    }

    /** Whether the attributes name a query; else a still's own suggestion is taken. */
    #hasQuery(): boolean {
      const state = (this.getAttribute("state") ?? "").replace(/^#/, "");
      return this.getAttribute("query") !== null || new URLSearchParams(state).has("q");
    }

    #controls() {
      return readControls(this.getAttribute("controls"));
    }

    #changed(now: ViewerState, before: ViewerState): void {
      if (!this.#drawing) {
        this.#drawing = true;
        // Once for all that changes together.
        queueMicrotask(() => {
          this.#drawing = false;
          this.#view?.draw(this.#viewer.state);
        });
      }
      if (now.lens !== before.lens) {
        this.#tell("statechange", linkPart(now.lens));
        if (!sameCell(now.lens.query, before.lens.query)) this.#tell("query", now.lens.query);
      }
      if (now.image && !this.#isReady) {
        this.#isReady = true;
        this.#resolveReady();
        // After it is drawn.
        queueMicrotask(() => this.#tell("ready", null));
      }
      if (now.image !== before.image || now.changed !== before.changed) {
        queueMicrotask(() => this.#tell("picture", null));
      }
      const { engine } = now;
      if (engine !== before.engine && engine.phase !== "idle") {
        if (engine.phase !== "ready" && engine.phase !== "failed") this.#tell("progress", engine);
      }
      const problem = problemOf(now);
      if (problem && problem !== problemOf(before)) {
        this.#tell("error", { code: problem.code, message: sentenceOf(this.#text.errors, problem) });
      }
    }

    #tell<K extends keyof SaganLensEventMap>(name: K, detail: SaganLensEventMap[K]["detail"]): void {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    /** The words of the element's language, which is its own or that of what it stands in. */
    async #speak(): Promise<void> {
      const korean = this.#language() === "ko";
      if (korean === (this.#text !== elementEn)) return;
      const text = korean ? (await import("../locales/ko/element")).elementKo : elementEn;
      if (korean !== (this.#language() === "ko")) return;
      this.#text = text;
      this.#render();
    }

    #language(): string {
      const lang = this.closest<HTMLElement>("[lang]")?.lang ?? "en";
      return lang.toLowerCase().split("-")[0];
    }

    #render(): void {
      // A document without a window is not drawn.
      if (!this.isConnected || !this.ownerDocument.defaultView) return;
      this.#view = new View(this.#root, this.#viewer.state, {
        text: this.#text,
        language: this.#language(),
        controls: this.#controls(),
        poster: this.getAttribute("poster"),
        actions: this.#actions(),
      });
    }

    #actions(): ViewActions {
      const change = (state: Partial<LinkState>) => {
        this.#clearNotices(state);
        this.#viewer.set(state);
      };
      const lens = () => this.#viewer.state.lens;
      return {
        change,
        point: (cell) => {
          const state = pointed(lens(), cell);
          if (state) change(state);
        },
        pin: (cell, beside) => change(clicked(lens(), cell, beside)),
        retry: () => void this.#viewer.retry(),
        link: (state) => `${setup.base().href}#${writeHash(linkPart(state.lens))}`,
      };
    }
  }
  reflectAttributes(SaganLens.prototype, REFLECTED);
  return SaganLens as unknown as new () => SaganLensElement;
}

/** Makes `<sagan-lens>` known to the page; a second time does nothing, and neither does a program without a page. */
export function defineSaganLens(setup: ElementSetup): void {
  if (typeof customElements === "undefined") return;
  if (!customElements.get("sagan-lens")) customElements.define("sagan-lens", saganLensElement(setup));
}
