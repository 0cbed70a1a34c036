/** The whole-matrix views of the site on show: computed once it has not changed for a moment, cancelled when it changes. */
import type { AttentionSite } from "../../attention/site";
import type { SiteSummary } from "../../attention/site-summary";
import { asLensError } from "../../model/errors";
import type { ViewerState } from "../state/viewer-state";
import { currentSite } from "../views/derived";
import type { ViewerContext } from "./context";
import { RequestGate } from "./request-gate";

/** A slider in motion brings a site every few milliseconds; the whole matrix of each is not worth computing. */
export const SUMMARY_REST_MS = 150;

/** Computes whole-matrix views, usually in a worker. */
export interface Summarizer {
  /**
   * @param onProgress called with the share done, 0 to 1, where the work takes longer than an instant
   * @returns the summary; `undefined` where a newer request or `cancel` came first
   * @throws LensError
   */
  summarize(site: AttentionSite, onProgress: (share: number) => void): Promise<SiteSummary | undefined>;
  cancel(): void;
  dispose(): void;
}

export interface SummaryOptions {
  /** Called when the first summary is wanted. */
  readonly open: () => Summarizer | Promise<Summarizer>;
  /** Whether the state needs the views of the site on show. */
  readonly isWanted: (state: ViewerState) => boolean;
}

export class Summaries {
  readonly #context: ViewerContext;
  readonly #options: SummaryOptions;
  readonly #gate = new RequestGate();
  #summarizer: Promise<Summarizer> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** The site that is computed, or will be. */
  #site: AttentionSite | undefined;

  constructor(context: ViewerContext, options: SummaryOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Follows the state. */
  follow(): void {
    const { state } = this.#context;
    const site = this.#options.isWanted(state) ? currentSite(state) : undefined;
    if (site === this.#site) return;
    this.#end();
    this.#site = site;
    if (!site || (state.summary?.site === site && state.summary.phase === "done")) return;
    this.#rest = setTimeout(() => void this.compute(site), SUMMARY_REST_MS);
  }

  /** Computes the views of a site; also the "try again" after they were cancelled. Never rejects. */
  async compute(site: AttentionSite): Promise<void> {
    const { put, notify } = this.#context;
    put({ summary: { site, phase: "running", share: 0 } });
    try {
      const isOpen = this.#gate.period();
      const summary = await this.#gate.newest("summary", site, async () => {
        const summarizer = await this.#opened();
        if (!isOpen()) return undefined;
        return summarizer.summarize(site, (share) => {
          if (isOpen()) put({ summary: { site, phase: "running", share } });
        });
      });
      if (summary) put({ summary: { site, phase: "done", summary } });
    } catch (thrown) {
      notify(asLensError(thrown));
      put({ summary: { site, phase: "cancelled" } });
    }
  }

  cancel(): void {
    const { summary } = this.#context.state;
    if (summary?.phase !== "running") return;
    this.#end();
    this.#context.put({ summary: { site: summary.site, phase: "cancelled" } });
  }

  /** Ends the work, and with it the worker; another summary opens another. */
  dispose(): void {
    this.#end();
    this.#site = undefined;
    this.#summarizer?.then(
      (summarizer) => summarizer.dispose(),
      () => undefined,
    );
    this.#summarizer = undefined;
  }

  #opened(): Promise<Summarizer> {
    this.#summarizer ??= Promise.resolve()
      .then(this.#options.open)
      .catch((thrown) => {
        this.#summarizer = undefined;
        throw thrown;
      });
    return this.#summarizer;
  }

  #end(): void {
    clearTimeout(this.#rest);
    this.#gate.close();
    this.#summarizer?.then(
      (summarizer) => summarizer.cancel(),
      () => undefined,
    );
  }
}
