/** Keys that an element uses end there: a slide show around it would turn its slides. */

/** What fields and lists of choices use: they are typed into, moved in, opened. */
const IN_FIELDS = /^(.|Arrow.*|Page.*|Home|End|Enter|Backspace|Delete)$/u;
/** What buttons and links use. */
const ON_BUTTONS = /^( |Enter)$/;

function isUsed({ target, key, ctrlKey, metaKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented) return true;
  if (ctrlKey || metaKey || !(target instanceof Element)) return false;
  return target.matches("input, select")
    ? IN_FIELDS.test(key)
    : target.matches("button, a") && ON_BUTTONS.test(key);
}

/** Stops used keys at a shadow root, with what follows of them when they are released. */
export function stopUsedKeys(root: ShadowRoot): void {
  const held = new Set<string>();
  const stop = (event: Event) => {
    const { type, code } = event as KeyboardEvent;
    if (type === "keydown" && isUsed(event as KeyboardEvent)) held.add(code);
    if (held.has(code)) event.stopPropagation();
    if (type === "keyup") held.delete(code);
  };
  for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, stop);
}
