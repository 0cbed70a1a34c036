/**
 * Counts the bytes of all buffers that JavaScript code makes, the readers' and their libraries': the constructors of ArrayBuffer and of
 * every typed array are exchanged for ones that count. What the platform makes by itself (streams, texts, objects) is not seen.
 */
const KINDS = [
  "ArrayBuffer",
  "Uint8Array",
  "Int8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
] as const;

export interface Allocations {
  /** Bytes since the last call. */
  take(): number;
  /** Puts the real constructors back. */
  end(): void;
}

type Constructor = new (...args: unknown[]) => { readonly byteLength: number };

/** Begins to count, in all code that names the constructors from now on. */
export function countAllocations(): Allocations {
  const scope = globalThis as unknown as Record<string, Constructor>;
  const real = KINDS.map((kind) => [kind, scope[kind]] as const);
  let bytes = 0;
  for (const [kind, own] of real) {
    scope[kind] = new Proxy(own, {
      construct(target, args, newTarget) {
        // A view of a buffer that is there takes nothing.
        const made = Reflect.construct(target, args, newTarget) as { readonly byteLength: number };
        if (!(args[0] instanceof real[0][1])) bytes += made.byteLength;
        return made as object;
      },
      get: (target, property) => Reflect.get(target, property, target),
    });
  }
  return {
    take() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    end() {
      for (const [kind, own] of real) scope[kind] = own;
    },
  };
}
