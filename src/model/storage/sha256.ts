/**
 * SHA-256 as lower-case hexadecimal. Web Crypto exists only on secure pages; a lens served over plain http in a classroom
 * falls back to a JavaScript implementation, loaded only then.
 */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = crypto.subtle
    ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>))
    : (await import("@noble/hashes/sha2.js")).sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
