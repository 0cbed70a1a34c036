type Child = Node | string;

/** An HTML element with attributes (a boolean one stands or not) and children. */
export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "boolean") made.toggleAttribute(key, value);
    // As an attribute, the pages' policy refuses it; set by script, it does not.
    else if (key === "style") made.style.cssText = String(value);
    else made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}
