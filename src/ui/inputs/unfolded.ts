/** Which folds a person opened, for as long as the tab is open. */

const KEY = "sagan-lens:unfolded";

/** Storage may be blocked or hold something else; then it lasts as long as the page. */
function stored(): readonly string[] {
  try {
    const names: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

let unfolded: ReadonlySet<string> | undefined;

/** Whether a fold was open when it was last on the page. */
export function isUnfolded(name: string): boolean {
  unfolded ??= new Set(stored());
  return unfolded.has(name);
}

export function rememberFold(name: string, isOpen: boolean): void {
  const names = new Set(unfolded ?? stored());
  if (isOpen) names.add(name);
  else names.delete(name);
  unfolded = names;
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...names]));
  } catch {
    // See `stored`.
  }
}
