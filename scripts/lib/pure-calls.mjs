/**
 * Lets a build leave out what nothing uses of two d3 packages. Each is published as one module that computes its values where they are
 * declared: every colour scheme, every kind of interpolation. A bundler must keep such a call, even where its value is unused, for
 * whatever else it may do. These calls do nothing else, and are marked so.
 */
const PACKAGES = /\/node_modules\/d3-(?:scale-chromatic|interpolate)\//;
const MARK = "/* @__PURE__ */ ";
/** A declaration at the top level whose value a call makes, up to the end of its line. */
const DECLARATION = /^(var [\w$]+ = )((?:new |\(function |[\w$]+\().*)$/gm;
/** A call among the arguments of another one. */
const ARGUMENT = /(?<=[(,] ?)(?=[\w$]+\()/g;

/** @returns {import("vite").Plugin} */
export function pureCalls() {
  return {
    name: "pure-calls",
    apply: "build",
    transform(code, id) {
      if (!PACKAGES.test(id)) return undefined;
      const marked = code.replace(DECLARATION, (_, start, value) => {
        const inner = value.startsWith("(function ") ? value : value.replace(ARGUMENT, MARK);
        return `${start}${MARK}${inner}`;
      });
      return { code: marked, map: null };
    },
  };
}
