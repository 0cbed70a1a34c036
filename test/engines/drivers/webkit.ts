/** WebKitGTK's small browser by WebDriver, on a display without a screen. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Builder, By, Key, Origin, type WebDriver } from "selenium-webdriver";
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
/** Milliseconds after which a script or a page counts as one that never ends. */
const NEVER = 300_000;

export async function startWebKit(programs: WebKitPrograms): Promise<RunningBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "lens-webkit-"));
  const downloads = join(folder, "downloads");
  mkdirSync(downloads);
  // Where GTK's programs look for the folder of downloads.
  writeFileSync(join(folder, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const { display, screen } = await startDisplay(programs.Xvfb);
  const port = await freePort();
  const service = spawn(programs.WebKitWebDriver, [`--port=${port}`], {
    stdio: ["ignore", "pipe", "ignore"],
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
  // A run that is cut short closes nothing.
  process.once("exit", () => {
    service.kill();
    screen.kill();
  });
  const address = `http://127.0.0.1:${port}`;
  await answers(address, service);
  const errors = errorsOf(service);
  const open = () =>
    new Builder()
      .usingServer(address)
      .withCapabilities({
        browserName: "MiniBrowser",
        timeouts: { script: NEVER, pageLoad: NEVER },
        "webkitgtk:browserOptions": {
          binary: programs.MiniBrowser,
          args: ["--automation", "--enable-write-console-messages-to-stdout=true"],
        },
      })
      .build();
  const first = await open();
  const version = (await first.getCapabilities()).get("browserVersion") as string;
  await first.quit();
  return {
    version,
    async newWindow() {
      for (const file of readdirSync(downloads)) rmSync(join(downloads, file));
      errors.splice(0);
      return windowOf(await open(), downloads, errors);
    },
    async close() {
      await ended(service);
      await ended(screen);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function windowOf(driver: WebDriver, downloads: string, errors: string[]): Promise<Driver> {
  await driver
    .manage()
    .window()
    .setRect({ ...WINDOW, x: 0, y: 0 });
  return {
    downloads,
    errors,
    open: (address) => driver.get(address),
    reload: () => driver.navigate().refresh(),
    async evaluate(expression) {
      const outcome: { value?: unknown; error?: string } = await driver.executeAsyncScript(
        `const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      );
      if (outcome.error !== undefined) throw new Error(outcome.error);
      return outcome.value ?? undefined;
    },
    move: ({ x, y }) => driver.actions().move(at(x, y)).perform(),
    async click({ x, y }, held) {
      const moved = driver.actions().move(at(x, y));
      await (held ? moved.keyDown(Key.SHIFT).click().keyUp(Key.SHIFT) : moved.click()).perform();
    },
    press: (key) => driver.actions().sendKeys(KEYS[key]).perform(),
    type: (text) => driver.actions().sendKeys(text).perform(),
    chooseFiles: (field, paths) => driver.findElement(By.css(field)).sendKeys(paths.join("\n")),
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), "base64"),
    close: () => driver.quit(),
  };
}

/** The actions take whole pixels. */
const at = (x: number, y: number) => ({
  origin: Origin.VIEWPORT,
  x: Math.round(x),
  y: Math.round(y),
  duration: 0,
});

/** What the pages' consoles say of errors; the browser writes it where the driver writes. The list is emptied by its reader. */
function errorsOf(service: ChildProcess): string[] {
  const errors: string[] = [];
  let rest = "";
  (service.stdout as Readable).setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    errors.push(...lines.filter((line) => /\bCONSOLE\b.*\bERROR\b/.test(line)));
  });
  return errors;
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

/** Waits until a driver answers. */
async function answers(address: string, service: ChildProcess): Promise<void> {
  for (;;) {
    if (service.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${service.exitCode}.`);
    try {
      await fetch(`${address}/status`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exit = new Promise((resolve) => program.once("exit", resolve));
  program.kill();
  await exit;
}
