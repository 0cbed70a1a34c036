/** What the tests of the main ways need of a browser, whichever engine it has. */

/** A place in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Keys by their names in `KeyboardEvent.key`. */
export type KeyName = "ArrowDown" | "ArrowLeft" | "ArrowRight" | "ArrowUp" | "Enter" | "Escape" | "Tab";

/** A window of a browser that was never anywhere: nothing is stored in it. */
export interface Driver {
  /** Opens an address and waits until the page has loaded. */
  open(address: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of a JavaScript expression in the page, as JSON holds it; of a promise, what it is fulfilled with. */
  evaluate(expression: string): Promise<unknown>;
  move(to: Point): Promise<void>;
  click(at: Point, held?: "Shift"): Promise<void>;
  press(key: KeyName): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** Chooses files of this machine in a file field. @param field a CSS selector */
  chooseFiles(field: string, paths: readonly string[]): Promise<void>;
  /** The folder into which the browser saves files. */
  readonly downloads: string;
  /** A PNG of the window. */
  screenshot(): Promise<Uint8Array>;
  /** Errors on the console and those that nothing caught, so far. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** A browser that runs. */
export interface RunningBrowser {
  readonly version: string;
  newWindow(): Promise<Driver>;
  close(): Promise<void>;
}
