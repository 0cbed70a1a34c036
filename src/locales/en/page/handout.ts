/** The printed page, in English; loaded with it. */

export const handout = {
  print: "Print a handout",
  help: "One page with the figure, its numbers and a QR code that opens this view.",
  numbers: "Numbers",
  query: "Query",
  entropy: "Entropy (nats)",
  top: "Largest weight",
  topKey: "at key",
  distance: "Mean distance (cells)",
  layer: (site: string, gamma: string, share: string) =>
    `Layer ${site}: γ = ${gamma}, ‖γ o‖ / ‖x‖ = ${share}.`,
  code: "QR code of the address",
  scan: "Scan to open this view",
  tooLong: "The address of this view is too long for a QR code.",
};
