/** Addresses of scripts, as browsers with Trusted Types want them: of this site's own, named by its own code. */

/** What is used of the browser's `TrustedScriptURL`; browsers without it take the plain address. */
type ScriptAddress = string;
interface Policy {
  createScriptURL(address: string): ScriptAddress;
}
/** Not declared for all: who uses the library may have types of their own for it. */
interface Surroundings {
  readonly trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

/** The one name that the site's Content-Security-Policy lets make trusted values. */
export const POLICY_NAME = "sagan-lens";

let policy: Policy | undefined;

/**
 * The address of a worker's script, to be handed to `Worker` or to a service worker's registration.
 * @throws TypeError where it is neither of the page's own origin nor a blob made by it
 */
export function trustedScript(address: URL): ScriptAddress {
  policy ??= makePolicy();
  return policy.createScriptURL(address.href);
}

function makePolicy(): Policy {
  const rules = { createScriptURL: (address: string) => checked(new URL(address)).href };
  try {
    return (globalThis as Surroundings).trustedTypes?.createPolicy(POLICY_NAME, rules) ?? rules;
  } catch {
    // The page around an element allows policies of other names alone; then it decides on plain addresses.
    return rules;
  }
}

function checked(address: URL): URL {
  // Of the page and not of this module, whose own address a bundler may have replaced by that of its source. The origin of a blob is
  // that of the page, too, also where a sandbox gives it one of its own.
  const { location, origin } = globalThis;
  const isOwn = /^https?:$/.test(address.protocol) && address.origin === location.origin;
  const isOwnBlob = address.protocol === "blob:" && address.origin === origin;
  if (!isOwn && !isOwnBlob) throw new TypeError(`No script of this site: ${address.href}`);
  return address;
}
