/** How it goes: a bar on a terminal, a line for each file elsewhere. All on standard error. */
import { SingleBar } from "cli-progress";
import { cliEn } from "../locales/en/cli";

const BAR = {
  barsize: 24,
  barCompleteChar: "\u2588",
  barIncompleteChar: "\u2591",
  hideCursor: true,
  // Ctrl-C is heard by the command itself, which ends the bar.
  gracefulExit: false,
} as const;

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
  const bar = new SingleBar({ ...BAR, stream, format: "{bar}  {value} of {total}  {file}" });
  bar.start(count, 0, { file: "" });
  return {
    written: (file) => {
      done++;
      bar.update(done, { file });
    },
    end: () => bar.stop(),
  };
}

export interface SeedProgress {
  /** @param seconds that are left, as far as known */
  at(done: number, share: number, seconds: number | undefined): void;
  end(): void;
}

/** How far the statistics over seeds are: a bar on a terminal, elsewhere a line for the first image and for each tenth. */
export function startSeedProgress(count: number, stream: NodeJS.WriteStream): SeedProgress {
  const lineFor = (done: number, seconds: number | undefined) =>
    cliEn.seedsDone(done, count, seconds === undefined ? undefined : Math.ceil(seconds));
  if (!stream.isTTY) {
    let tenths = -1;
    return {
      at(done, share, seconds) {
        const now = Math.floor(share * 10);
        if (now <= tenths) return;
        tenths = now;
        stream.write(`${lineFor(done, seconds)}\n`);
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({ ...BAR, stream, format: "{bar}  {line}" });
  bar.start(1, 0, { line: lineFor(0, undefined) });
  return {
    at: (done, share, seconds) => bar.update(share, { line: lineFor(done, seconds) }),
    end: () => bar.stop(),
  };
}

export interface ReadingProgress {
  /** @param share of the bytes, 0 to 1 */
  at(share: number): void;
  end(): void;
}

/** How far a file is read: on a terminal in one line, elsewhere a line for each quarter. */
export function startReading(file: string, stream: NodeJS.WriteStream): ReadingProgress {
  const step = stream.isTTY ? 1 : 25;
  let said = -1;
  return {
    at(share) {
      const percent = Math.floor((share * 100) / step) * step;
      if (percent <= said) return;
      said = percent;
      const line = cliEn.importing(file, percent);
      stream.write(stream.isTTY ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (stream.isTTY && said >= 0) stream.write("\n");
    },
  };
}
