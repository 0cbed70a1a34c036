/** Which way imports go between the folders of `src`. `npm run lint` checks it (scripts/lint-imports.ts), and that no imports are circular. */

/**
 * What each folder may import besides itself and packages: folders, or parts of them. Files that lie in `src` itself are entries:
 * they may import every folder, and no folder imports them unless they are named here.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MAY_IMPORT = {
  // Pure maths.
  attention: [],
  latent: [],
  atlas: ["attention"],
  // Formats, storage, images.
  model: ["attention", "package-folder.node"],
  locales: ["model"],
  importing: ["model"],
  // Tensors.
  network: ["model", "attention"],
  learning: ["model", "attention", "latent"],
  runtime: ["model", "attention", "latent", "atlas", "importing", "network", "learning"],
  // The lens without a page: an engine is given to it.
  viewer: ["model", "attention", "latent", "runtime/api"],
  // Drawing, files for people.
  render: ["attention"],
  export: ["attention", "atlas", "render", "package-folder.node"],
  record: ["model", "runtime/rpc"],
  offline: ["model", "locales"],
  // The pages, the element, the command line.
  state: ["model", "attention", "latent", "atlas", "importing", "runtime", "record", "viewer"],
  ui: [
    ...["model", "attention", "latent", "atlas", "importing", "runtime", "learning", "viewer", "state"],
    ...["locales", "render", "export", "record", "offline", "element"],
  ],
  element: ["model", "attention", "latent", "runtime", "viewer", "locales", "render", "export", "offline"],
  article: ["attention", "locales", "render", "offline", "element", "state/navigation/languages"],
  cli: [
    ...[
      "model",
      "attention",
      "latent",
      "atlas",
      "importing",
      "runtime",
      "viewer",
      "locales",
      "render",
      "export",
    ],
    "package-folder.node",
  ],
};

/**
 * Folders that others may only take types from.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const ONLY_TYPES = {
  ui: ["runtime"],
  viewer: ["runtime"],
};

/**
 * Packages that only these folders and entries may import.
 * @type {readonly { readonly packages: readonly string[]; readonly by: readonly string[]; readonly because: string }[]}
 */
export const PACKAGES = [
  {
    packages: ["@tensorflow/*"],
    by: ["network", "runtime", "learning"],
    because: "nothing else waits for TensorFlow.js to load",
  },
  {
    packages: ["react", "react-dom"],
    by: ["ui", "main", "learn", "atlas-page", "compare"],
    because: "everything else works on any page",
  },
  {
    packages: ["zustand", "zundo"],
    by: ["state", "ui"],
    because: "the viewer and the element have no store library",
  },
];
