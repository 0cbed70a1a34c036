/** Hands a file to the browser, which asks or saves as its user has set it. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun by then; the bytes are held until it has.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
