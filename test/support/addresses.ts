/** Where the browser tests find what they test. */
export const TEST_PORT = 4391;
/** Deep, so that an address that forgets the base path fails. */
export const SITE_PATH = "/some/deep/path/";
export const NO_WASM_PATH = "/no-wasm/";
/** The site as a host serves it whose element other pages may use. */
export const ELSEWHERE_PATH = "/elsewhere/";
/** Pages of another origin that use the lens. */
export const FOREIGN_PORT = 4392;
export const HARNESS_PATH = "/harness/";
/** `test/golden`, for the harness. */
export const GOLDEN_PATH = "/golden/";
