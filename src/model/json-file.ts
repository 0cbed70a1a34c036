/** Small JSON files of the site, checked field by field. */
import * as v from "valibot";
import { fetchText } from "./download";
import { LensError } from "./errors";

/** @throws LensError `file-unreachable`, `manifest-missing`, or `manifest-field` with the path of the bad field */
export async function fetchJson<T extends v.GenericSchema>(
  address: URL,
  schema: T,
): Promise<v.InferOutput<T>> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), await fetchText(address));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new LensError("manifest-field", {
    where: address.pathname,
    path: v.getDotPath(issue) ?? "(the whole file)",
    problem: issue.message,
  });
}
