/** Where the package's files lie that are not imported: its workers and the WASM binaries. */

let folder: URL | undefined;

/**
 * Names the folder of the package's workers and WASM binaries (`dist-lib/assets/` or `dist/element/`, copied to the page's own site), for
 * bundlers that do not follow `new URL("…", import.meta.url)`, and for hosts that serve such files from elsewhere. Call it before the first
 * engine is opened.
 * @param address of the folder, absolute or relative to the page
 */
export function setAssetFolder(address: string | URL): void {
  const { href } = new URL(address, document.baseURI);
  folder = new URL(href.endsWith("/") ? href : `${href}/`);
}

/** The address of one of these files. @param address where the bundler put it */
export function assetAddress({ file, address }: { readonly file: string; readonly address: string }): string {
  return folder ? new URL(file, folder).href : address;
}
