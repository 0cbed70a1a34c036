/** Tables as CSV. Numbers are written so that reading them gives the same float32. */
import { csvFormatRow, csvFormatRows } from "d3-dsv";
import type { Cell, Grid } from "../attention/grid";

/** The shortest decimal that is this float32. */
export function exactNumber(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const short = value.toPrecision(digits);
    if (Math.fround(Number(short)) === value) return String(Number(short));
  }
  return String(Number(value.toPrecision(9)));
}

/** A row of beta: column, row and weight of each key. */
export function rowCsv(row: Float32Array, { width }: Grid): string {
  const lines = ["key_x,key_y,weight"];
  row.forEach((weight, key) => {
    lines.push(csvFormatRow([`${key % width}`, `${Math.floor(key / width)}`, exactNumber(weight)]));
  });
  return `${lines.join("\n")}\n`;
}

/** One line of the whole matrix: a query's number and its weights, in the keys' order. */
export function matrixLine(query: number, row: Float32Array): string {
  return `${csvFormatRow([`${query}`, ...Array.from(row, exactNumber)])}\n`;
}

/** The head of the whole matrix. */
export function matrixHead(keys: number): string {
  return `${csvFormatRow(["query", ...Array.from({ length: keys }, (_, key) => `key_${key}`)])}\n`;
}

/**
 * An image: column, row and channels of each pixel.
 * @param values [size, size, channels]: -1 to 1 as the generator made them, or bytes of a still
 */
export function pictureCsv(values: Float32Array | Uint8Array, size: number, channels: number): string {
  const names = channels === 3 ? ["r", "g", "b"] : ["value"];
  const rows = Array.from({ length: size * size }, (_, at) => [
    `${at % size}`,
    `${Math.floor(at / size)}`,
    ...names.map((_name, c) => exactNumber(values[at * channels + c])),
  ]);
  return `${csvFormatRow(["x", "y", ...names])}\n${csvFormatRows(rows)}\n`;
}

/** An answer to a question of a tour. */
export interface AnswerLine {
  readonly step: number;
  readonly cells: readonly Cell[];
  readonly score: number;
  readonly chance: number;
}

/** Answers: step, marked cells as in an address (`3.4 5.6`), score and what chance would give. */
export function answersCsv(answers: readonly AnswerLine[]): string {
  const lines = answers.map(({ step, cells, score, chance }) => [
    `${step}`,
    cells.map(({ x, y }) => `${x}.${y}`).join(" "),
    `${score}`,
    `${chance}`,
  ]);
  return `${csvFormatRows([["step", "cells", "score", "chance"], ...lines])}\n`;
}
