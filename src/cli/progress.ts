/** How it goes: a bar on a terminal, a line for each file elsewhere. All on standard error. */
import { SingleBar } from "cli-progress";
import { cliEn } from "../locales/cli.en";

export interface Progress {
  written(file: string): void;
  end(): void;
}

export function startProgress(count: number, stream: NodeJS.WriteStream): Progress {
  let done = 0;
  if (!stream.isTTY) {
    return {
      written: (file) => {
        done++;
        stream.write(`${cliEn.written(done, count, file)}\n`);
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({
    stream,
    format: "{bar}  {value} of {total}  {file}",
    barsize: 24,
    barCompleteChar: "\u2588",
    barIncompleteChar: "\u2591",
    hideCursor: true,
    // Ctrl-C is heard by the command itself, which ends the bar.
    gracefulExit: false,
  });
  bar.start(count, 0, { file: "" });
  return {
    written: (file) => {
      done++;
      bar.update(done, { file });
    },
    end: () => bar.stop(),
  };
}
