/** One JSON line of the benchmark: a name, figures, their unit and the number of runs. */
export interface Line {
  readonly name: string;
  readonly [figure: string]: string | number | undefined;
}
