/** The oldest Node that Vite and the tests run on. */
const OLDEST = [20, 19];

/** Ends the program with a sentence when Node is too old for the tools; everything else may assume it is not. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    `SAGAN Lens needs Node ${OLDEST.join(".")} or newer; this is Node ${process.versions.node}. ` +
      "Get a newer one from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}
