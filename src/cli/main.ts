/** The command line: `sagan-lens figure …`, `sagan-lens atlas …`, `sagan-lens import …`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { cliEn, cliErrorsEn } from "../locales/en/cli";
import { errorsEn } from "../locales/en/errors";
import { importErrorsEn } from "../locales/en/import-errors";
import { nodeErrorsEn } from "../locales/en/node-errors";
import { pageErrorsEn } from "../locales/en/page-errors";
import { sentenceOf } from "../locales/sentence";
import { asLensError } from "../model/errors";
import { packageFolder } from "../package-folder.node";
import { COLORMAPS } from "../viewer/state/lens-state";
import { readAtlasOptions, type TypedAtlasOptions } from "./atlas-options";
import { CliError, EXIT, type ExitCode, FAILURES, INTERRUPTIONS } from "./errors";
import { readImportOptions, type TypedImportOptions } from "./import-options";
import { readOptions, type TypedOptions } from "./options";
import { FORMATS } from "./outputs";

/**
 * Runs one command.
 * @param argv as `process.argv`
 * @returns what the process is to end with
 */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  // However often, and up to the end: npx passes on what the terminal has sent already.
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    await program(stop.signal).parseAsync(argv);
    return EXIT.ok;
  } catch (error) {
    // Commander has said what it has to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.misused;
    process.stderr.write(`${spoken(error)}\n`);
    return exitOf(error);
  }
}

function program(signal: AbortSignal): Command {
  const { options: says } = cliEn;
  const { version } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as {
    version: string;
  };
  const collect = (value: string, before: string[] = []) => [...before, value];
  const root = new Command("sagan-lens").description(cliEn.program).version(version);
  const figure = root
    .command("figure")
    .description(cliEn.figure)
    .requiredOption("-o, --output <file>", says.output)
    .option("--seed <seeds>", says.seed, collect)
    .option("--seeds <seeds>", says.seeds, collect)
    .option("--query <x,y>", says.query, collect)
    .option("--model <name>", says.model, "cats64")
    .option("--models <folder>", says.models)
    .option("--psi <number>", says.psi, "0.8")
    .option("--noise <kind>", says.noise)
    .option("--class <weights>", says.class, collect)
    .option("--step <number>", says.step)
    .option("--site <name>", says.site)
    .option("--gamma <factor>", says.gamma)
    .option("--temperature <number>", says.temperature)
    .option("--map <ground>", says.map)
    .option("--colormap <name>", says.colormap(COLORMAPS.join(", ")))
    .option("--scale-mode <mode>", says.scaleMode)
    .option("--scale <number>", says.scale)
    .option("--link-base <address>", says.linkBase)
    .option("--what <content>", says.what)
    .option("--format <format>", says.format(FORMATS.join(", ")))
    .option("--force", says.force)
    .option("--json", says.json)
    .addHelpText("after", cliEn.after)
    .action(async (typed: TypedOptions) => {
      const options = readOptions(typed);
      // TensorFlow.js and the canvas are loaded when there is something to do.
      const { makeFigures } = await import("./figure-command");
      const summary = await makeFigures(options, signal, process.stderr);
      const lines = options.json ? [JSON.stringify(summary)] : summary.files.map(({ file }) => file);
      process.stdout.write(`${lines.join("\n")}\n`);
    });
  const { atlasOptions: wants } = cliEn;
  const atlas = root
    .command("atlas")
    .description(cliEn.atlas)
    .requiredOption("-o, --output <file>", wants.output)
    .option("--seeds <seeds>", wants.seeds, collect)
    .option("--model <name>", says.model, "cats64")
    .option("--models <folder>", says.models)
    .option("--psi <number>", says.psi, "0.8")
    .option("--class <weights>", wants.class, collect)
    .option("--step <number>", says.step)
    .option("--site <name>", says.site)
    .option("--gamma <factor>", says.gamma)
    .option("--temperature <number>", says.temperature)
    .option("--effects", wants.effects)
    .option("--force", says.force)
    .option("--json", wants.json)
    .addHelpText("after", cliEn.afterAtlas)
    .action(async (typed: TypedAtlasOptions) => {
      const options = readAtlasOptions(typed);
      const { makeAtlas, figureLines } = await import("./atlas-command");
      const summary = await makeAtlas(options, signal, process.stderr);
      const lines = options.json ? [JSON.stringify(summary)] : figureLines(summary);
      process.stdout.write(`${lines.join("\n")}\n`);
    });
  const { importOptions: asks } = cliEn;
  const importer = root
    .command("import")
    .description(cliEn.import)
    .argument("<files...>", asks.files)
    .requiredOption("-o, --output <folder>", asks.output)
    .option("--family <name>", asks.family)
    .option("--statistics <which>", asks.statistics, "running")
    .option("--truncation <number>", asks.truncation)
    .option("--classes <numbers>", asks.classes, collect)
    .option("--name <name>", asks.name)
    .option("--half", asks.half)
    .option("--add", asks.add)
    .option("--force", asks.force)
    .option("--json", asks.json)
    .addHelpText("after", cliEn.afterImport)
    .action(async (files: string[], typed: TypedImportOptions) => {
      const options = readImportOptions(files, typed);
      const { importCheckpoint, endLines } = await import("./import-command");
      const { reportLines } = await import("./import-report");
      const result = await importCheckpoint(options, signal, process.stderr);
      const { summary, manifest } = result;
      const lines = options.json
        ? [JSON.stringify(summary)]
        : [...reportLines(summary.report, manifest), ...endLines(result)];
      process.stdout.write(`${lines.join("\n")}\n`);
    });
  for (const command of [root, figure, atlas, importer]) {
    command.exitOverride().showHelpAfterError(cliEn.needsHelp);
    command.configureOutput({ outputError: (text, write) => write(plain(text)) });
  }
  return root;
}

/** Commander's sentences begin as a log would. */
function plain(text: string): string {
  const said = text.replace(/^error: /, "");
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`.replace(/([^.?)\s])(\s*)$/, "$1.$2");
}

function spoken(error: unknown): string {
  if (error instanceof CliError) return cliErrorsEn[error.code](error.details);
  const { code, details } = asLensError(error);
  return code === "engine-failed"
    ? cliEn.stopped(`${details.reason}`)
    : sentenceOf({ ...errorsEn, ...pageErrorsEn, ...importErrorsEn, ...nodeErrorsEn }, { code, details });
}

function exitOf(error: unknown): ExitCode {
  if (!(error instanceof CliError)) return EXIT.failed;
  if (INTERRUPTIONS.has(error.code)) return EXIT.interrupted;
  return FAILURES.has(error.code) ? EXIT.failed : EXIT.misused;
}
