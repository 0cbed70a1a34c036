/** Which version of a file an answer is of, so that a resumed download never puts parts of two versions together. */

/** What tells one version of a file from another, as a host says it. */
export interface FileVersion {
  /** A strong ETag: one that begins with `W/` does not stand for the same bytes. */
  readonly tag: string | undefined;
  readonly modified: string | undefined;
}

/** @returns `undefined` where the host says nothing that this page may read */
export function versionOf({ headers }: Response): FileVersion | undefined {
  const tag = headers.get("etag") ?? undefined;
  const strong = tag?.startsWith("W/") ? undefined : tag;
  const modified = headers.get("last-modified") ?? undefined;
  return strong === undefined && modified === undefined ? undefined : { tag: strong, modified };
}

/** Whether two answers are of the same version; `undefined` where a host says it of one of them alone, or of none. */
export function isSameVersion(
  before: FileVersion | undefined,
  now: FileVersion | undefined,
): boolean | undefined {
  if (!before || !now) return undefined;
  if (before.tag !== undefined && now.tag !== undefined) return before.tag === now.tag;
  if (before.modified === undefined || now.modified === undefined) return undefined;
  return before.modified === now.modified;
}

/**
 * The headers that ask for the rest of a file, or for the whole where it is another version by now. A range of this form may be asked for
 * across origins without a preflight request; with a condition it may not, and a host that answers none would refuse it. There the
 * versions of both answers are compared instead.
 */
export function restHeaders(
  address: URL,
  from: number,
  version: FileVersion | undefined,
): Record<string, string> {
  const condition = isForeign(address) ? undefined : (version?.tag ?? version?.modified);
  return { Range: `bytes=${from}-`, ...(condition !== undefined && { "If-Range": condition }) };
}

function isForeign(address: URL): boolean {
  return typeof location !== "undefined" && location.origin !== address.origin;
}
