/** Stands in for a module that a build leaves out (left-out.mjs). */
export {};
