/** The custom element `<sagan-lens>`. */
import * as v from "valibot";
import { type Cell, queryAt, sameCell } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import { type ElementText, elementEn } from "../locales/en/element";
import { sentenceOf } from "../locales/sentence";
import type { Still } from "../model/formats/still";
import { type LinkState, linkPart, writeHash } from "../viewer/address/address";
import { type LensState, lensStateSchema } from "../viewer/state/lens-state";
import { clicked, withoutPin } from "../viewer/state/pins";
import { currentSite, shownImage } from "../viewer/views/derived";
import { rowAt } from "../viewer/views/rows";
import { readAttributes, readControls, STATE_ATTRIBUTES } from "./attributes";
import { type EngineProvider, type Facts, LensModel, problemOf } from "./lens-model";
import type { ElementImage, ElementRow, SaganLensElement, SaganLensEventMap } from "./types";
import { View, type ViewActions } from "./view/view";

export interface ElementSetup {
  /** Folder of the site that has `models/`, `stills/` and the lens itself, with a slash at the end; asked when needed. */
  readonly base: () => URL;
  /** Absent where there are only stills. */
  readonly provider?: EngineProvider;
}

const OWN_ATTRIBUTES = ["controls", "still", "base", "lang", "poster"];
/** How far from the viewport an element begins to load. */
const NEAR = "200px";

/** The class of the element, for a page with these means. Call it in a browser only. */
export function saganLensElement(setup: ElementSetup): new () => SaganLensElement {
  return class extends HTMLElement implements SaganLensElement {
    static readonly observedAttributes = [...STATE_ATTRIBUTES, ...OWN_ATTRIBUTES];

    readonly ready: Promise<void>;
    readonly #root = this.attachShadow({ mode: "open" });
    #model: LensModel;
    #view: View | undefined;
    #text: ElementText = elementEn;
    #asked = readAttributes(() => null).state;
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
      this.#model = this.#makeModel();
      const begin = () => this.#begin();
      for (const touch of ["pointerenter", "pointerdown", "focusin"]) this.addEventListener(touch, begin);
    }

    get state(): LinkState {
      return linkPart(this.#model.facts.lens);
    }

    set state(change: Partial<LinkState>) {
      const parsed = v.safeParse(v.partial(lensStateSchema), change);
      if (!parsed.success) {
        const [issue] = parsed.issues;
        throw new TypeError(`state.${v.getDotPath(issue) ?? ""}: ${issue.message}`);
      }
      this.#set(linkPart(parsed.output as Partial<LensState>));
    }

    #set(change: Partial<LinkState>): void {
      if (this.#model.set(change)) return;
      this.#tell("error", { code: "still-fixed", message: this.#text.stillFixed });
    }

    get hash(): string {
      return writeHash(this.state);
    }

    get site(): AttentionSite | undefined {
      return currentSite(this.#model.facts);
    }

    attentionRow(query: Cell = this.#model.facts.lens.query): ElementRow {
      const site = this.site;
      if (!site) throw new Error(this.#text.noPicture);
      queryAt(site.queryGrid, query);
      return { row: rowAt(site, query).row.slice(), keyGrid: site.keyGrid, query };
    }

    image(): ElementImage {
      const image = shownImage(this.#model.facts);
      if (!image) throw new Error(this.#text.noPicture);
      return { size: image.size, pixels: image.pixels.slice() };
    }

    showStill(still: Still): void {
      this.#model.openStill(still, !this.#hasQuery());
    }

    connectedCallback(): void {
      void this.#speak();
      this.#render();
      this.#near = new IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(),
        { rootMargin: NEAR },
      );
      this.#near.observe(this);
    }

    disconnectedCallback(): void {
      this.#near?.disconnect();
      this.#model.stop();
    }

    attributeChangedCallback(name: string): void {
      if (STATE_ATTRIBUTES.includes(name)) this.#take();
      else if (name === "still" || name === "base") this.#model = this.#makeModel();
      else if (this.isConnected) {
        if (name === "lang") void this.#speak();
        this.#render();
      }
      if ((name === "still" || name === "base") && this.#hasBegun) {
        this.#render();
        this.#begin();
      }
    }

    /** What the attributes say again; what a person changed meanwhile and they do not speak of stays. */
    #take(): void {
      const { state, refused } = readAttributes((name) => this.getAttribute(name));
      const before = this.#asked;
      this.#asked = state;
      const keys = Object.keys(state) as (keyof LinkState)[];
      const changed = keys.filter((key) => JSON.stringify(state[key]) !== JSON.stringify(before[key]));
      this.#set(Object.fromEntries(changed.map((key) => [key, state[key]])));
      if (refused.length > 0)
        this.#tell("error", { code: "attributes", message: this.#text.refused(refused.join(", ")) });
    }

    #makeModel(): LensModel {
      this.#model?.stop();
      const base = this.getAttribute("base");
      const model = new LensModel({
        base: base === null ? setup.base() : new URL(base, document.baseURI),
        provider: setup.provider,
        onChange: (now, before) => {
          if (model === this.#model) this.#changed(now, before);
        },
        onProgress: (progress) => this.#tell("progress", progress),
      });
      model.set(this.#asked);
      return model;
    }

    #begin(): void {
      if (!this.isConnected) return;
      this.#hasBegun = true;
      this.#near?.disconnect();
      const still = this.getAttribute("still");
      if (still !== null) {
        if (this.#model.facts.phase.phase === "idle") {
          void this.#model.showStill(new URL(still, document.baseURI), !this.#hasQuery());
        }
        return;
      }
      const controls = this.#controls();
      if (controls.has("step") || controls.has("classes") || this.#model.facts.lens.reach) {
        void this.#model.describe();
      }
      this.#model.start();
    }

    /** Whether the attributes name a query; else a still's own suggestion is taken. */
    #hasQuery(): boolean {
      const state = (this.getAttribute("state") ?? "").replace(/^#/, "");
      return this.getAttribute("query") !== null || new URLSearchParams(state).has("q");
    }

    #controls() {
      return readControls(this.getAttribute("controls"));
    }

    #changed(now: Facts, before: Facts): void {
      if (!this.#drawing) {
        this.#drawing = true;
        // Once for all that changes together.
        queueMicrotask(() => {
          this.#drawing = false;
          this.#view?.draw(this.#model.facts);
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
      if (!this.isConnected) return;
      this.#view = new View(this.#root, this.#model.facts, {
        text: this.#text,
        language: this.#language(),
        controls: this.#controls(),
        poster: this.getAttribute("poster"),
        actions: this.#actions(),
      });
    }

    #actions(): ViewActions {
      const change = (state: Partial<LinkState>) => this.#model.set(state);
      const lens = () => this.#model.facts.lens;
      return {
        change,
        point: (cell) => {
          if (lens().pins.length === 0 && !sameCell(cell, lens().query)) change({ query: cell });
        },
        pin: (cell, beside) => change(clicked(lens(), cell, beside)),
        release: () => change(withoutPin(lens())),
        retry: () => this.#model.retry(),
        link: (facts) => `${setup.base().href}#${writeHash(linkPart(facts.lens))}`,
      };
    }
  };
}

/** Makes `<sagan-lens>` known to the page; a second time does nothing. */
export function defineSaganLens(setup: ElementSetup): void {
  if (!customElements.get("sagan-lens")) customElements.define("sagan-lens", saganLensElement(setup));
}
