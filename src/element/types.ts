/** The element as code sees it that holds one: properties, methods, events. */
import type { Cell, Grid } from "../attention/grid";
import type { AttentionSite } from "../attention/site";
import type { Still } from "../model/formats/still";
import type { EngineProgress } from "../runtime/api/engine";
import type { LinkState } from "../viewer/address/address";
import type { ReflectedName } from "./attributes";
import type { AttributeValue } from "./properties";

/** A row of beta as `attentionRow` gives it. */
export interface ElementRow {
  /** [M] weights on the key grid, row by row; they sum to 1, but for layers whose softmax runs over the queries. */
  readonly row: Float32Array;
  readonly keyGrid: Grid;
  readonly query: Cell;
}

/** An image as `image` gives it: RGBA bytes, [size, size, 4]. */
export interface ElementImage {
  readonly size: number;
  readonly pixels: Uint8ClampedArray;
}

/** The events of an element and what their `detail` holds; all bubble and leave shadow trees. */
export interface SaganLensEventMap {
  /** The first image is there. */
  ready: CustomEvent<null>;
  /** The image on show is another one. */
  picture: CustomEvent<null>;
  /** The generator's download and start. */
  progress: CustomEvent<EngineProgress>;
  /** Anything of the state has changed, by a person or by code. */
  statechange: CustomEvent<LinkState>;
  /** The query on show is another cell. */
  query: CustomEvent<Cell>;
  /** A fault, as a sentence with its code. */
  error: CustomEvent<{ readonly code: string; readonly message: string }>;
}

/** A property for each attribute, which takes what the attribute takes; read, it is the attribute's text or `null`. */
export type SaganLensAttributes = Record<ReflectedName, AttributeValue>;

/** The element without them. */
export type PlainElement = Omit<SaganLensElement, ReflectedName>;

/** What the element is, for code that holds one. */
export interface SaganLensElement extends HTMLElement, SaganLensAttributes {
  /** Fulfilled once the first image is there. */
  readonly ready: Promise<void>;
  /**
   * The state, as an address of the lens carries it. Set with any part of it, the rest stays; or with the text of an address's hash, as the
   * attribute.
   * @throws TypeError on setting, naming the field that does not hold
   */
  get state(): LinkState;
  set state(change: Partial<LinkState> | string | null | undefined);
  /** The state as the hash of an address, without `#`. */
  readonly hash: string;
  /** The attention layer on show with its queries and keys; `undefined` before `ready`. Set with a layer's name, as the attribute. */
  get site(): AttentionSite | undefined;
  set site(name: AttributeValue);
  /**
   * A row of beta of the image on show.
   * @param query a cell of the query grid; the query on show where absent
   * @throws Error before the first image; RangeError outside the grid
   */
  attentionRow(query?: Cell): ElementRow;
  /** The image on show. @throws Error before the first image */
  image(): ElementImage;
  /** Shows a still that is in memory already, and from then on nothing else. */
  showStill(still: Still): void;
  addEventListener<K extends keyof SaganLensEventMap>(
    type: K,
    listener: (this: SaganLensElement, event: SaganLensEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "sagan-lens": SaganLensElement;
  }
}
