/** Size of the window's inside in each engine, in CSS pixels. */
export const WINDOW = { width: 1280, height: 900 } as const;
