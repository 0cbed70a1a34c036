/**
 * A browser that translates a page wraps text nodes in elements of its own, or moves them elsewhere. React still knows the nodes as
 * children of their old parents, and `removeChild` or `insertBefore` then throw, after which React takes the whole page away
 * (github.com/facebook/react/issues/11538).
 */

/** The node itself, or the wrapper around it, that is a child of `parent`; null where it is no longer inside. */
function childWithin(parent: Node, node: Node): Node | null {
  let at: Node | null = node;
  while (at && at.parentNode !== parent) at = at.parentNode;
  return at;
}

/** From now on, nodes that a translation has wrapped are removed and inserted before with their wrapper. Call it once, before React renders. */
export function allowTranslation(): void {
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const found = childWithin(this, child);
    if (found) removeChild.call(this, found);
    return child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    insertBefore.call(this, node, before && childWithin(this, before));
    return node;
  };
}
