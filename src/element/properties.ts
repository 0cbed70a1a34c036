/**
 * Properties of `<sagan-lens>`: one for each attribute, since React, Vue, Svelte, Angular and Preact set a property where there is one,
 * and an attribute only where there is none.
 */

/** What an attribute's property takes: its text; a number as its text; `true` for an attribute that only stands there; nothing removes it. */
export type AttributeValue = string | number | boolean | null | undefined;

/** Sets an attribute to a value, or removes it. */
export function reflect(element: Element, name: string, value: AttributeValue): void {
  if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Gives a class of elements a property for each of some attributes. */
export function reflectAttributes(prototype: Element, names: readonly string[]): void {
  for (const name of names) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        // HTML's own `part` is a list.
        return Reflect.get(HTMLElement.prototype, name, this) || this.getAttribute(name);
      },
      set(this: Element, value: AttributeValue) {
        reflect(this, name, value);
      },
    });
  }
}

/** Takes up properties that were set before the element's code had loaded: they are the element's own, and hide the setters of its class. */
export function takeEarlyProperties(element: object, names: readonly string[]): void {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value: unknown = Reflect.get(element, name);
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
}
