/** The element's own style. Pages change it through CSS variables and parts; nothing of it reaches out, and nothing reaches in. */
const STYLE = `
:host {
  all: initial;
  display: block;
  color-scheme: inherit;
  --ground: var(--sagan-lens-ground, light-dark(#ffffff, #101216));
  --ink: var(--sagan-lens-ink, light-dark(#16191d, #e9ebee));
  --quiet: var(--sagan-lens-ink-quiet, light-dark(#586069, #9aa3ad));
  --line: var(--sagan-lens-line, light-dark(#dfe2e6, #2b3038));
  --accent: var(--sagan-lens-accent, light-dark(#0b6e99, #4fb3dc));
  --text: var(--sagan-lens-text, 15px);
  --small: calc(var(--text) * 13 / 15);
  font: var(--text) / 1.45 var(--sagan-lens-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", sans-serif);
  color: var(--ink);
  text-align: start;
}
/* \`all\` leaves the direction. The texts run from left to right in both languages, and the anchors of a drawing's labels with them. */
:host, svg { direction: ltr; }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
p { margin: 0; }
.stage {
  position: relative;
  aspect-ratio: 1;
  width: 100%;
  background: light-dark(#f5f6f7, #191c21);
  border-radius: var(--sagan-lens-radius, 4px);
  overflow: hidden;
  cursor: crosshair;
  user-select: none;
  -webkit-user-select: none;
  touch-action: pan-y;
}
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.stage canvas, .marks, .poster { position: absolute; inset: 0; width: 100%; height: 100%; }
.poster { object-fit: cover; }
.map { image-rendering: pixelated; }
.map[data-smooth="true"] { image-rendering: auto; }
.marks { overflow: visible; pointer-events: none; }
.reach { fill: #fff; stroke: #000; paint-order: stroke; }
.note {
  position: absolute;
  left: 8px;
  bottom: 8px;
  max-width: calc(100% - 16px);
  padding: 4px 8px;
  border-radius: 6px;
  background: rgb(16 18 22 / 0.82);
  color: #f2f4f6;
  font-size: var(--small);
  font-variant-numeric: tabular-nums;
}
.bar { display: block; width: 100%; max-width: 340px; height: auto; margin-top: 8px; color: var(--ink); }
.bar text { font-size: 11px; fill: var(--quiet); font-variant-numeric: tabular-nums; }
.bar line { stroke: var(--quiet); }
.sentence, .problem { margin-top: 4px; font-size: var(--small); color: var(--quiet); font-variant-numeric: tabular-nums; }
.sentence { min-height: 1.45em; }
.problem { color: light-dark(#9a3412, #f4a582); }
.controls { display: grid; gap: 8px; margin-top: 8px; }
.control { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 0 8px; font-size: var(--small); }
.control output { color: var(--quiet); font-variant-numeric: tabular-nums; }
.control input[type="range"] { grid-column: 1 / -1; width: 100%; margin: 0; accent-color: var(--accent); }
.row { display: flex; gap: 8px; }
input[type="number"], select, button {
  font: inherit;
  min-height: 32px;
  padding: 0 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--ground);
  color: var(--ink);
}
input[type="number"] { width: 8em; }
select { max-width: 100%; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
a { color: var(--accent); font-size: var(--small); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (pointer: coarse) {
  input[type="number"], select, button { min-height: 44px; }
  .control input[type="range"] { min-height: 32px; }
}
@media print { .controls, .retry { display: none; } }
`;

/** A sheet that a script makes is for one document; an element can be moved into another, of a frame or a window. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** One sheet for all elements of a document, made by script: a page that forbids inline styles allows it. */
export function styleSheet(document: Document): CSSStyleSheet {
  const known = sheets.get(document);
  if (known) return known;
  const sheet = new (document.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(STYLE);
  sheets.set(document, sheet);
  return sheet;
}
