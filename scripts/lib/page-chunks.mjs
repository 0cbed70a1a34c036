/**
 * How the files of the pages are cut. A bundler makes a file of its own for each set of pages that share modules: with every page more
 * of them, and the lens loads a dozen of a few hundred bytes, each with its licences and imports. Here, what the lens shares with other
 * pages is cut by two questions alone: whether the teaching page and frames load it, which have no React, and whether the training page
 * does, which has no engine. Further pages cut nothing: they load what they share with the lens whole. The same goes for what the lens loads
 * later, and another page at once.
 */
import { inProject } from "./run.mjs";

const LENS = "index.html";
/** What a module is asked: whether any of these pages loads it. */
const QUESTIONS = [["article.html", "embed.html"], ["learn.html"]];

/**
 * @typedef {import("rolldown").ChunkingContext} Context
 * @typedef {{ readonly now: ReadonlySet<string>, readonly ever: ReadonlySet<string> }} Reach modules that a page loads before it runs, and all
 */

/** @type {WeakMap<Context, { readonly lens: Reach, readonly others: readonly Reach[], readonly anyOther: ReadonlySet<string>, readonly atOnce: ReadonlySet<string> }>} */
const known = new WeakMap();

/** All modules that some modules lead to. @param {Context} context @param {readonly string[]} pages @param {boolean} later */
function closure(context, pages, later) {
  const seen = new Set(pages.map((page) => inProject(page)));
  for (const id of seen) {
    const info = context.getModuleInfo(id);
    for (const next of info?.importedIds ?? []) seen.add(next);
    if (later) for (const next of info?.dynamicallyImportedIds ?? []) seen.add(next);
  }
  return seen;
}

/** @param {Context} context @param {readonly string[]} pages */
const reachOf = (context, pages) => ({
  now: closure(context, pages, false),
  ever: closure(context, pages, true),
});

/** The name of the file that a module of the lens goes into. @param {readonly string[]} otherPages */
export const pageChunks = (otherPages) => ({
  groups: [
    {
      includeDependenciesRecursively: false,
      /** @param {string} id @param {Context} context */
      name(id, context) {
        const found = known.get(context) ?? {
          lens: reachOf(context, [LENS]),
          others: QUESTIONS.map((pages) => reachOf(context, pages)),
          anyOther: closure(context, otherPages, true),
          atOnce: closure(context, otherPages, false),
        };
        known.set(context, found);
        const isNow = found.lens.now.has(id) && found.anyOther.has(id);
        // What the lens loads later and another page at once.
        if (!isNow && !(found.lens.ever.has(id) && found.atOnce.has(id))) return null;
        // Whatever a module imports is loaded wherever it is: no two of these files import each other.
        const answers = found.others.map(({ now, ever }) =>
          now.has(id) ? "now" : ever.has(id) ? "later" : "never",
        );
        return [isNow ? "shared" : "later", ...answers].join("-");
      },
    },
  ],
});
