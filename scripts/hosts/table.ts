/** The host pages of docs/examples/hosts, and how each is built and served. */

export interface Host {
  readonly name: string;
  /** Below docs/examples/hosts. */
  readonly folder: string;
  /** Where its files are to be served from, below its folder; absent where it has a server of its own. */
  readonly output?: string;
  /** Script of its package.json that serves it. @param port to listen on */
  readonly server?: (port: number) => readonly string[];
}

export const HOSTS: readonly Host[] = [
  { name: "vite", folder: "vite", output: "dist" },
  {
    name: "vite dev",
    folder: "vite",
    server: (port) => ["run", "dev", "--", "--port", `${port}`, "--strictPort"],
  },
  { name: "webpack", folder: "webpack", output: "public" },
  { name: "next", folder: "next", output: "out" },
  { name: "astro", folder: "astro", output: "dist" },
];

/** A page without a build, on another origin than the package. */
export const PLAIN = "plain";
