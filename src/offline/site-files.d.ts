/** The files of this build, written in by `scripts/lib/offline-worker.mjs`. Addresses are relative to the site's folder. */
declare const SITE_FILES: readonly {
  readonly url: string;
  /** `null` where the name itself changes with the content. */
  readonly revision: string | null;
  /** As in `integrity` of a script: a file of another build is not taken for one of this. */
  readonly integrity: string;
}[];
