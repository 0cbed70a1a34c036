/** The script of a saved page, built by `scripts/lib/still-viewer.mjs`. */
declare module "virtual:still-viewer" {
  const script: string;
  export default script;
}
