/** Where the browser tests find what they test. */
export const TEST_PORT = 4391;
/** Deep, so that an address that forgets the base path fails. */
export const SITE_PATH = "/some/deep/path/";
export const NO_WASM_PATH = "/no-wasm/";
export const HARNESS_PATH = "/harness/";
