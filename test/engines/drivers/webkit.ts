/** WebKitGTK's small browser by WebDriver, on a display without a screen. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Builder, By, Key, Origin, type WebDriver } from "selenium-webdriver";
import { Answers } from "./answers.mjs";
import type { Driver, KeyName, RunningBrowser } from "./driver";
import { WINDOW } from "./window";

/** Paths of the programs that it takes. */
export interface WebKitPrograms {
  readonly WebKitWebDriver: string;
  readonly MiniBrowser: string;
  readonly Xvfb: string;
}

const KEYS: Readonly<Record<KeyName, string>> = {
  ArrowDown: Key.ARROW_DOWN,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  ArrowUp: Key.ARROW_UP,
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Tab: Key.TAB,
};
/** Milliseconds. Above the limit of an answer, so that what gives none is named by that one. */
const NEVER = 300_000;

export async function startWebKit(programs: WebKitPrograms): Promise<RunningBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "lens-webkit-"));
  const downloads = join(folder, "downloads");
  mkdirSync(downloads);
  // Where GTK's programs look for the folder of downloads.
  writeFileSync(join(folder, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const { display, screen } = await startDisplay(programs.Xvfb);
  const errors: string[] = [];
  const startDriver = () => startWebDriver(programs, display, folder, errors);
  let service = await startDriver();
  // A run that is cut short closes nothing.
  process.once("exit", () => {
    endGroup(service.program);
    screen.kill();
  });
  let answers = new Answers("WebKit");
  const open = () => answers.within("to open a window", () => session(service.address, programs.MiniBrowser));
  const first = await open();
  const version = (await first.getCapabilities()).get("browserVersion") as string;
  await first.quit();
  return {
    version,
    async newWindow() {
      // Seen once in hundreds of windows: the browser no longer answers its driver, which has only this one session.
      if (answers.missing) {
        await endGroup(service.program);
        service = await startDriver();
        answers = new Answers("WebKit");
      }
      for (const file of readdirSync(downloads)) rmSync(join(downloads, file));
      errors.splice(0);
      return windowOf(await open(), downloads, errors, answers);
    },
    async close() {
      await endGroup(service.program);
      await ended(screen);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface WebDriverService {
  readonly address: string;
  readonly program: ChildProcess;
}

/** A driver that waits for sessions; the errors of its pages' consoles are added to a list. */
async function startWebDriver(
  { WebKitWebDriver }: WebKitPrograms,
  display: string,
  folder: string,
  errors: string[],
): Promise<WebDriverService> {
  const port = await freePort();
  const program = spawn(WebKitWebDriver, [`--port=${port}`], {
    stdio: ["ignore", "pipe", "ignore"],
    // A group of its own: the browser and its processes end with it.
    detached: true,
    env: {
      ...process.env,
      DISPLAY: display,
      XDG_CONFIG_HOME: folder,
      XDG_CACHE_HOME: join(folder, "cache"),
      XDG_DATA_HOME: join(folder, "data"),
      GSETTINGS_BACKEND: "memory",
      NO_AT_BRIDGE: "1",
      // Its sandbox needs rights that root in a container does not have.
      ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" }),
    },
  });
  const address = `http://127.0.0.1:${port}`;
  await listening(address, program);
  collectErrors(program, errors);
  return { address, program };
}

const session = (address: string, binary: string): Promise<WebDriver> =>
  new Builder()
    .usingServer(address)
    .withCapabilities({
      browserName: "MiniBrowser",
      timeouts: { script: NEVER, pageLoad: NEVER },
      "webkitgtk:browserOptions": {
        binary,
        args: ["--automation", "--enable-write-console-messages-to-stdout=true"],
      },
    })
    .build();

async function windowOf(
  driver: WebDriver,
  downloads: string,
  errors: string[],
  answers: Answers,
): Promise<Driver> {
  const resized = { ...WINDOW, x: 0, y: 0 };
  await answers.within("to the size of its window", () => driver.manage().window().setRect(resized));
  return {
    downloads,
    errors,
    open: (address) => answers.within(`to open ${address}`, () => driver.get(address)),
    reload: () => answers.within("to reload", () => driver.navigate().refresh()),
    async evaluate(expression) {
      const script = `const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const outcome = await answers.within(`to the script ${expression}`, () =>
        driver.executeAsyncScript<{ value?: unknown; error?: string }>(script),
      );
      if (outcome.error !== undefined) throw new Error(outcome.error);
      return outcome.value ?? undefined;
    },
    move: ({ x, y }) =>
      answers.within(`to a move to ${x}, ${y}`, () => driver.actions().move(at(x, y)).perform()),
    click: ({ x, y }, held) =>
      answers.within(`to a click at ${x}, ${y}`, () => {
        const moved = driver.actions().move(at(x, y));
        return (held ? moved.keyDown(Key.SHIFT).click().keyUp(Key.SHIFT) : moved.click()).perform();
      }),
    press: (key) => answers.within(`to the key ${key}`, () => driver.actions().sendKeys(KEYS[key]).perform()),
    type: (text) => answers.within(`to the text ${text}`, () => driver.actions().sendKeys(text).perform()),
    chooseFiles: (field, paths) =>
      answers.within(`to files for ${field}`, () =>
        driver.findElement(By.css(field)).sendKeys(paths.join("\n")),
      ),
    screenshot: async () =>
      Buffer.from(
        await answers.within("to a picture of its window", () => driver.takeScreenshot()),
        "base64",
      ),
    close: () => answers.within("to the end of its window", () => driver.quit()),
  };
}

/** The actions take whole pixels. */
const at = (x: number, y: number) => ({
  origin: Origin.VIEWPORT,
  x: Math.round(x),
  y: Math.round(y),
  duration: 0,
});

/** Adds what the pages' consoles say of errors; the browser writes it where the driver writes. The list is emptied by its reader. */
function collectErrors(program: ChildProcess, errors: string[]): void {
  let rest = "";
  (program.stdout as Readable).setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    errors.push(...lines.filter((line) => /\bCONSOLE\b.*\bERROR\b/.test(line)));
  });
}

/** A display that no other program has. */
async function startDisplay(Xvfb: string): Promise<{ display: string; screen: ChildProcess }> {
  const size = `${WINDOW.width + 200}x${WINDOW.height + 200}x24`;
  const screen = spawn(Xvfb, ["-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise<string>((resolve, reject) => {
    (screen.stdio[3] as Readable).setEncoding("utf8").once("data", resolve);
    screen.once("exit", (code) => reject(new Error(`${Xvfb} ended with ${code} before it had a display.`)));
  });
  return { display: `:${number.trim()}`, screen };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits until a driver takes sessions. */
async function listening(address: string, program: ChildProcess): Promise<void> {
  for (;;) {
    if (program.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${program.exitCode}.`);
    try {
      await fetch(`${address}/status`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

/** Ends a program that was started as the first of a group, with the whole group, whether it answers or not. */
async function endGroup(program: ChildProcess): Promise<void> {
  if (!isRunning(program) || program.pid === undefined) return;
  const exit = new Promise((resolve) => program.once("exit", resolve));
  process.kill(-program.pid, "SIGKILL");
  await exit;
}

async function ended(program: ChildProcess): Promise<void> {
  if (!isRunning(program)) return;
  const exit = new Promise((resolve) => program.once("exit", resolve));
  program.kill();
  await exit;
}
