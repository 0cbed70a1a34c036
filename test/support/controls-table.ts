/** The table of controls as Markdown, for docs/controls.md; `test/unit/viewer/controls.test.ts` compares. */
import { validRange } from "../../src/viewer/controls/bounds";
import * as table from "../../src/viewer/controls/table";

type Row = table.NumberControl | table.ChoiceControl | table.FlagControl;
const isControl = (row: unknown): row is Row => typeof row === "object" && row !== null && "field" in row;

/** Every row of the table, by its name there. */
export const CONTROLS: readonly (readonly [name: string, row: Row])[] = Object.entries(table)
  .flatMap(([name, row]): (readonly [string, Row])[] => (isControl(row) ? [[name, row]] : []))
  .sort(([a], [b]) => (a < b ? -1 : 1));

/** @param options the options of a choice, in one line */
export function controlsTable(options: (control: table.ChoiceControl) => string): string {
  const lines = [
    "| Control | Field of the state | Slider or options | Valid | Scale | Step | Unit |",
    "| --- | --- | --- | --- | --- | --- | --- |",
  ];
  for (const [name, row] of CONTROLS) {
    const cells = [name, `\`${row.field}\``];
    if ("bounds" in row) {
      const { min, max, scale, step, unit } = row.bounds;
      const valid = validRange(row.bounds);
      cells.push(`${min} to ${max}`, `${valid.min} to ${valid.max}`, scale, String(step), unit);
    } else cells.push("options" in row ? options(row) : "on, off", "", "", "", "");
    lines.push(`| ${cells.join(" | ")} |`);
  }
  return `${lines.join("\n")}\n`;
}
