/** Compares imports with dependency-rules.mjs. */
import { MAY_IMPORT, ONLY_TYPES, PACKAGES } from "../../dependency-rules.mjs";
import type { Import, ImportGraph } from "./imports";

export interface ForbiddenImport {
  readonly from: string;
  readonly line: number;
  readonly to: string;
  /** Why it is forbidden, such as `render may import attention`. */
  readonly reason: string;
}

/** @throws RangeError where a folder of `src` has no rule */
export function findForbiddenImports({ files, imports }: ImportGraph): ForbiddenImport[] {
  for (const file of files) {
    const folder = partOf(file);
    if (file.split("/").length > 2 && !Object.hasOwn(MAY_IMPORT, folder)) {
      throw new RangeError(`dependency-rules.mjs does not say what src/${folder} may import`);
    }
  }
  return imports.flatMap((each) => {
    const reason = each.isPackage ? packageFault(each) : folderFault(each);
    return reason === undefined ? [] : [{ from: each.from, line: each.line, to: each.to, reason }];
  });
}

/** The folder of `src` that a file lies in, or the name of a file in `src` itself. */
function partOf(file: string): string {
  return file.split("/")[1].replace(/\.tsx?$/, "");
}

function packageFault({ from, to }: Import): string | undefined {
  const rule = PACKAGES.find(({ packages }) => packages.some((name) => isOf(to, name)));
  if (!rule || rule.by.includes(partOf(from))) return undefined;
  return `only ${rule.by.join(", ")} may, so that ${rule.because}`;
}

/** @param name of a package, or `@scope/*` */
function isOf(specifier: string, name: string): boolean {
  return name.endsWith("/*")
    ? specifier.startsWith(name.slice(0, -1))
    : specifier === name || specifier.startsWith(`${name}/`);
}

function folderFault({ from, to, isType }: Import): string | undefined {
  if (!to.startsWith("src/")) return "it lies outside of src";
  const [own, other] = [partOf(from), partOf(to)];
  if (own === other) return undefined;
  const allowed = MAY_IMPORT[own];
  if (!allowed) return undefined;
  const path = to.slice("src/".length).replace(/\.tsx?$/, "");
  if (!allowed.some((part) => path === part || path.startsWith(`${part}/`))) {
    return allowed.length === 0
      ? `${own} imports no other folder`
      : `${own} may import ${allowed.join(", ")}`;
  }
  const typesOnly = ONLY_TYPES[own]?.includes(other) ?? false;
  return typesOnly && !isType ? `${own} takes only types from ${other}` : undefined;
}
