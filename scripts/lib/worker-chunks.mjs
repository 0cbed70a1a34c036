/**
 * How the files of a worker are cut: small modules that the engine always loads, and its backends or its later parts need too, lie in one
 * file. On their own they would make four, of a few hundred bytes each, most of it licence and imports.
 */
const SMALL_MODULES =
  /\/tfjs-core\/dist\/ops\/(?:complex|concat|imag|mat_mul|neg|real|reshape|tensor|tensor2d|transpose)\.js$|\/src\/network\/tensors\/read-back\.ts$|\/src\/model\/errors\.ts$/;

export const WORKER_CHUNKS = {
  groups: [
    { name: "operations", test: SMALL_MODULES, minShareCount: 3, includeDependenciesRecursively: false },
  ],
};
