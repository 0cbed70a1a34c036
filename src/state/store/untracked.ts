/**
 * Changes that undo does not take back, from the state before to the one after. One that is made while another change is being told of
 * would else be taken for a part of that one, which the history compares as a whole.
 */
const untracked = new WeakMap<object, object>();

export function noteUntracked(before: object, after: object): void {
  if (before !== after) untracked.set(before, after);
}

/** What became of a state by changes that undo does not take back. */
export function afterUntracked<State extends object>(state: State): State {
  let now: object = state;
  for (let next = untracked.get(now); next; next = untracked.get(now)) now = next;
  return now as State;
}
