/**
 * Every fault a person can meet, by name. The sentence for each, in each language, is in `src/locales`; code that throws
 * gives the facts (`details`) and leaves the wording to them.
 */
export type CoreErrorCode =
  | "manifest-missing"
  | "manifest-not-json"
  | "manifest-field"
  | "file-missing"
  | "file-unreachable"
  | "file-truncated"
  | "file-altered"
  | "safetensors-malformed"
  | "tensor-missing"
  | "tensor-shape"
  | "tensor-not-finite"
  | "still-malformed"
  | "backend-unknown"
  | "backend-unavailable"
  | "backend-timeout"
  | "backend-inexact"
  | "backend-not-finite"
  | "no-backend"
  | "picture-not-finite"
  | "snapshot-unknown"
  | "device-lost"
  | "worker-lost"
  | "engine-restarted"
  | "engine-stepped-down"
  | "no-discriminator"
  | "output-not-finite"
  | "all-keys-masked"
  | "link-misfit"
  | "directions-failed"
  | "cancelled"
  | "engine-failed";

/** Faults of what is done on a page of the lens alone: collecting, opening files, films, learning. An element carries no sentence for them. */
export type PageErrorCode =
  | "image-waits"
  | "image-unreadable"
  | "image-huge"
  | "image-moves"
  | "image-small"
  | "saved-for-now"
  | "model-elsewhere"
  | "remote-address"
  | "not-saved"
  | "direction-foreign"
  | "direction-nowhere"
  | "direction-too-long"
  | "too-many-directions"
  | "too-many-saved"
  | "too-many-key-frames"
  | "link-fields"
  | "link-not-copied"
  | "picture-not-copied"
  | "file-unknown"
  | "file-too-large"
  | "session-malformed"
  | "tour-malformed"
  | "tour-missing"
  | "tour-link-long"
  | "tour-link-malformed"
  | "tour-link-not-copied"
  | "still-other-weights"
  | "collection-for-now"
  | "storage-unreadable"
  | "film-unsupported"
  | "film-failed"
  | "film-cancelled"
  | "film-ended"
  | "run-malformed"
  | "run-resumed";

/** Faults of what a generator is imported from. Their sentences are loaded only with what imports. */
export type ImportErrorCode =
  | "file-unreadable"
  | "remote-refused"
  | "remote-missing"
  | "remote-cut"
  | "remote-broken"
  | "checkpoint-unknown"
  | "checkpoint-files"
  | "checkpoint-malformed"
  | "checkpoint-too-large"
  | "checkpoint-dtype"
  | "checkpoint-objects"
  | "checkpoint-global"
  | "checkpoint-opcode"
  | "checkpoint-module"
  | "checkpoint-torchscript"
  | "checkpoint-pickle"
  | "checkpoint-hdf"
  | "checkpoint-onnx"
  | "checkpoint-tensorflow"
  | "checkpoint-shard"
  | "import-empty"
  | "import-family-unknown"
  | "import-unknown"
  | "import-misfit"
  | "import-no-attention"
  | "import-other-attention"
  | "import-discriminator"
  | "import-no-sigma"
  | "import-class"
  | "import-no-classes"
  | "import-half"
  | "import-truncation"
  | "import-too-large"
  | "import-not-finite"
  | "checkpoint-lfs"
  | "checkpoint-page"
  | "checkpoint-empty"
  | "checkpoint-packed"
  | "checkpoint-archive"
  | "checkpoint-old-torch";

/** Faults that only Node meets. Their sentences are in the library and the command line, in English as all of theirs. */
export type NodeErrorCode = "file-not-packaged";

export type LensErrorCode = CoreErrorCode | PageErrorCode | ImportErrorCode | NodeErrorCode;

/** Facts that go into the sentence: names, paths, sizes in bytes, measured numbers. */
export type LensErrorDetails = Readonly<Record<string, string | number>>;

/** A fault with a name and facts. Survives the worker boundary through `toPlainError` and `fromPlainError`. */
export class LensError extends Error {
  readonly code: LensErrorCode;
  readonly details: LensErrorDetails;

  constructor(code: LensErrorCode, details: LensErrorDetails = {}) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = "LensError";
    this.code = code;
    this.details = details;
  }
}

/** The cloneable form of any thrown value. */
export interface PlainError {
  readonly code: LensErrorCode;
  readonly details: LensErrorDetails;
}

/** Any thrown value as plain data; what is not ours becomes `engine-failed` with its message kept. */
export function toPlainError(thrown: unknown): PlainError {
  if (thrown instanceof LensError) return { code: thrown.code, details: thrown.details };
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "engine-failed", details: { reason } };
}

/** The error again, on the other side. */
export function fromPlainError(plain: PlainError): LensError {
  return new LensError(plain.code, plain.details);
}

/** Any thrown value as a `LensError`. */
export function asLensError(thrown: unknown): LensError {
  return thrown instanceof LensError ? thrown : fromPlainError(toPlainError(thrown));
}
