/** A file of the package beside its code, put there by scripts/lib/packaged-workers.mjs. */
declare module "virtual:packaged/*" {
  const packaged: {
    /** Its name. */
    readonly file: string;
    /** Its whole address, as the bundler of a page writes it. */
    readonly address: string;
  };
  export default packaged;
}
