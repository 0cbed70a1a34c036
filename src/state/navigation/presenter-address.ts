/** The presenter's view in the address: `present=1`. A reload or a link opens it again. */

/** @param hash with or without its `#` */
export const presentsOfHash = (hash: string): boolean => /(?:^#?|&)present=1(?:&|$)/.test(hash);

/** What an address says of the view; nothing while it is not open. */
export const presentsForHash = (presenting: boolean): string => (presenting ? "&present=1" : "");
