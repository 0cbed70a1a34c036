import { format } from "d3-format";

const threeDigits = format(".3~r");
const tiny = format(".2~e");

/** A weight of beta, three significant digits: 0.0123, or 1.2e-7 where zeros would hide it. */
export function formatWeight(weight: number): string {
  if (weight === 0) return "0";
  return Math.abs(weight) < 1e-4 ? tiny(weight).replace("−", "-") : threeDigits(weight);
}

/** A measured error, two significant digits with exponent: 1.3e-6. */
export const formatError: (error: number) => string = format(".1e");

/** A share as per cent: 12.3 %. */
export function formatPercent(share: number): string {
  return `${format(".3~r")(share * 100)} %`;
}

/** A share as whole hundredths: 13 %. */
export function formatWholePercent(share: number): string {
  return formatPercent(Math.round(100 * share) / 100);
}

/** A whole number with its thousands set apart: 1,024. */
export const formatCount: (count: number) => string = format(",");

/** A number with three decimals, for tables whose digits stand under each other. */
export const formatFixed: (value: number) => string = format(".3f");

/** Megabytes (10^6 bytes) with one decimal. */
export function formatMegabytes(bytes: number): string {
  return format(".1f")(bytes / 1e6);
}

/** A value of a map, with as many digits as its unit deserves: nats 4.291, cells 8.4, weights as `formatWeight`. */
export function formatQuantity(value: number, unit: "weight" | "sum" | "nats" | "cells" | "share"): string {
  if (unit === "nats") return formatFixed(value);
  return unit === "cells" ? value.toFixed(1) : formatWeight(value);
}
