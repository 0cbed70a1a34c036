/** The packages whose code is in the built site, the element or the library, by package-lock.json. */
import { readFileSync } from "node:fs";
import { projectPath } from "../../test/support/files";
import { readImports } from "./imports";

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

/** Names of all packages that `src` imports values from, and of what they depend on. */
export function shippedPackages(): ReadonlySet<string> {
  const lock = JSON.parse(readFileSync(projectPath("package-lock.json"), "utf8")) as Lock;
  const imported = readImports(projectPath(".")).imports.filter(
    ({ isPackage, isType }) => isPackage && !isType,
  );
  const names = imported.map(({ to }) =>
    to
      .split("/")
      .slice(0, to.startsWith("@") ? 2 : 1)
      .join("/"),
  );
  const shipped = new Set(names.filter((name) => `node_modules/${name}` in lock.packages));
  for (const name of shipped) {
    // A package may be there in several versions.
    for (const [path, locked] of Object.entries(lock.packages)) {
      if (!path.endsWith(`node_modules/${name}`)) continue;
      const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = locked;
      const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
      const next = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
      for (const other of next) shipped.add(other);
    }
  }
  return shipped;
}
