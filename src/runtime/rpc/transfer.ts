const buffers = new WeakMap<object, readonly Transferable[]>();

/**
 * Marks the buffers of an operation's output to be moved to the page instead of copied. Without effect where nothing crosses to another
 * thread.
 */
export function transferring<T extends object>(output: T, moved: readonly Transferable[]): T {
  buffers.set(output, moved);
  return output;
}

/** The buffers to move with an output. */
export function transferOf(output: unknown): Transferable[] {
  return typeof output === "object" && output !== null ? [...(buffers.get(output) ?? [])] : [];
}
