/** What was asked for and is not there is left out or moved, and named in one notice if an address asked for it. */
import { LensError } from "../../model/errors";
import type { LensState } from "../state/lens-state";
import { type Marks, marksOutside, regionOutside, type SomeMarks } from "../state/marks";
import { withoutCodes } from "../state/notices";
import { marksInside, siteOfMarks } from "../views/derived";
import type { ViewerContext } from "./context";

const CODE = "link-misfit";

export class Corrections {
  readonly #context: Pick<ViewerContext, "state" | "put" | "notify">;
  readonly #withoutHistory: (work: () => void) => void;
  /** The marks that the last address asked for. */
  #asked: SomeMarks = {};
  #askedModel: string | undefined;

  /** @param withoutHistory does some work that undo does not take back */
  constructor(
    context: Pick<ViewerContext, "state" | "put" | "notify">,
    withoutHistory: (work: () => void) => void = (work) => work(),
  ) {
    this.#context = context;
    this.#withoutHistory = withoutHistory;
  }

  /**
   * Notes the marks that an address asks for, in its model: a person who chooses another one asks for nothing. What an earlier address asked
   * for in vain is of no matter any more.
   */
  noteAddress({ model, query, pins, region }: Marks & Pick<LensState, "model">): void {
    this.#asked = { query, pins, region };
    this.#askedModel = model;
    const { notices } = this.#context.state;
    const others = withoutCodes(notices, [CODE]);
    if (others.length < notices.length) this.#context.put({ notices: others });
  }

  get #askedHere(): SomeMarks {
    return this.#context.state.lens.model === this.#askedModel ? this.#asked : {};
  }

  /** Brings the marks onto the grid of the site on show. */
  followMarks(): void {
    const { state } = this.#context;
    const inside = marksInside(state);
    if (inside) this.correct(inside, marksOutside(this.#askedHere, state.lens, inside));
    // What was corrected may have been told of meanwhile.
    const { region } = this.#askedHere;
    const site = siteOfMarks(this.#context.state);
    if (!site || region !== state.lens.region) return;
    // Said once.
    this.#asked = { ...this.#asked, region: undefined };
    this.#name(regionOutside(region, site.queryGrid));
  }

  /** Changes a state. @param misfits the parts of an address that ask for what is changed */
  correct(change: Partial<LensState>, misfits: readonly string[]): void {
    const { put } = this.#context;
    this.#withoutHistory(() => put({ lens: { ...this.#context.state.lens, ...change } }));
    this.#name(misfits);
  }

  #name(misfits: readonly string[]): void {
    const { notify } = this.#context;
    if (misfits.length === 0) return;
    const { lens, notices } = this.#context.state;
    const { model } = lens;
    const told = notices.flatMap(({ error: { code, details } }) =>
      code === CODE && details.model === model ? [details.parts] : [],
    );
    notify(new LensError(CODE, { model, parts: [...new Set([...told, ...misfits])].join(", ") }), [CODE]);
  }
}
