/**
 * The Content-Security-Policy of every page of the built site (docs/decisions/0014-security.md). It is written into the pages, so
 * that it holds wherever the site is put; a host that can send headers should send `HEADER_POLICY`, which says more.
 */

const DIRECTIVES = {
  "default-src": ["'none'"],
  // WASM is compiled, JavaScript never from text.
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "blob:", "data:"],
  "media-src": ["'self'", "blob:"],
  "font-src": ["'self'"],
  // For a generator that a person names by its address (`?model=https://…`), and is asked about before: src/model/storage/remote-file.ts.
  "connect-src": ["'self'", "https:", "http://localhost:*", "http://127.0.0.1:*", "blob:", "data:"],
  "worker-src": ["'self'", "blob:"],
  "manifest-src": ["'self'"],
  "frame-src": ["'self'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "require-trusted-types-for": ["'script'"],
  // The one policy: src/model/trusted-script.ts.
  "trusted-types": ["sagan-lens"],
};

const written = Object.entries(DIRECTIVES).map(([name, values]) => `${name} ${values.join(" ")}`);

/** As it stands in the pages. */
export const PAGE_POLICY = written.join("; ");

/** Which pages a page may be framed by can only be said in a header. `embed.html` is meant to be framed; the others are not. */
export const HEADER_POLICY = `${PAGE_POLICY}; frame-ancestors 'self'`;

/**
 * Writes the policy into every built page, before anything that it speaks of.
 * @returns {import("vite").Plugin}
 */
export function contentSecurityPolicy() {
  return {
    name: "content-security-policy",
    // The development server puts scripts of its own into the page.
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: () => [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: PAGE_POLICY },
          injectTo: "head-prepend",
        },
      ],
    },
  };
}
