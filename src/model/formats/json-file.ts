/** Small JSON files of the site, checked field by field. */
import * as v from "valibot";
import { LensError, type LensErrorCode } from "../errors";
import { fetchText } from "../storage/download";

/** Fetches and reads one. @throws LensError `file-unreachable`, `manifest-missing`, or what `readJson` throws */
export async function fetchJson<T extends v.GenericSchema>(
  address: URL,
  schema: T,
): Promise<v.InferOutput<T>> {
  return readJson(await fetchText(address), schema, address.pathname);
}

/**
 * @param where its name, for the error's sentence
 * @param code of the error
 * @throws LensError with the path of the bad field and the problem
 */
export function readJson<T extends v.GenericSchema>(
  text: string,
  schema: T,
  where: string,
  code: LensErrorCode = "manifest-field",
): v.InferOutput<T> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new LensError(code, {
    where,
    path: v.getDotPath(issue) ?? "(the whole file)",
    problem: issue.message,
  });
}
