/**
 * Lets a build leave out what nothing uses of four d3 packages. Each is published as one module that computes values where they are
 * declared, and gives constructors their methods by assignment: every colour scheme, colour space, interpolation and curve. A bundler
 * must keep such statements, even where the value is unused, for whatever else they may do. These do nothing else, and are marked so.
 */
const PACKAGES = /\/node_modules\/d3-(?:color|interpolate|scale-chromatic|shape)\//;
const MARK = "/* @__PURE__ */ ";
/** A declaration at the top level whose value a call makes, up to the end of its line. */
const DECLARATION = /^(var [\w$]+ = )((?:new |\(function |[\w$]+\().*)$/gm;
/** A call among the arguments of another one. */
const ARGUMENT = /(?<=[(,] ?)(?=[\w$]+\()/g;
/** A constructor, what stands after it, and the statement that gives it its methods. */
const CONSTRUCTOR =
  /^(function (\w+)\([^)]*\) \{\n[\s\S]*?\n\}\n)([\s\S]*?\n)?^(\(?\2\.prototype = [\s\S]*?\n\};|define\(\2, \w+, extend\(Color, \{\n[\s\S]*?\n\}\)\);)$/gm;

/** @returns {import("vite").Plugin} */
export function pureCalls() {
  return {
    name: "pure-calls",
    apply: "build",
    transform: (code, id) => (PACKAGES.test(id) ? { code: marked(code), map: null } : undefined),
  };
}

/** A package's module with its declarations marked. @param {string} code */
export function marked(code) {
  return code
    .replace(DECLARATION, (_, start, value) => {
      const inner = value.startsWith("(function ") ? value : value.replace(ARGUMENT, MARK);
      return `${start}${MARK}${inner}`;
    })
    .replace(CONSTRUCTOR, (_, made, name, between = "", methods) => {
      return `${between}var ${name} = ${MARK}(() => {\n${made}${methods}\nreturn ${name};\n})();`;
    });
}
