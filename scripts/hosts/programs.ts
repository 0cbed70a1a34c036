/** Running the programs of a host page's project. */
import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** The end of what a failed program said. */
const TAIL = 1500;

/** No host page reports how it is used. */
const ENV = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1" };

function start(args: readonly string[], cwd: string): ChildProcess {
  return spawn("npm", [...args], {
    cwd,
    env: ENV,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
    // With what it starts, so that all of it can be ended.
    detached: process.platform !== "win32",
  });
}

/** Runs npm. @throws Error with the end of what it said, where it fails */
export function npm(args: readonly string[], cwd: string): Promise<void> {
  const child = start(args, cwd);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(" ")} ended with ${code}:\n${said.slice(-TAIL)}`));
    });
  });
}

export interface Server {
  readonly address: string;
  close(): void;
}

const POLL_MS = 200;
const LONGEST_START_MS = 60_000;

/** Starts a server by npm and waits until it answers. @throws Error where it does not */
export async function startServer(args: (port: number) => readonly string[], cwd: string): Promise<Server> {
  const port = await freePort();
  const child = start(args(port), cwd);
  const address = `http://localhost:${port}/`;
  const close = () => {
    if (child.pid === undefined) return;
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid);
  };
  const ended = new Promise<never>((_, reject) =>
    child.on("close", (code) => reject(new Error(`the server ended with ${code}`))),
  );
  ended.catch(() => undefined);
  const giveUp = Date.now() + LONGEST_START_MS;
  const answers = async () => {
    while (Date.now() < giveUp) {
      try {
        if ((await fetch(address)).ok) return;
      } catch {
        // Not yet.
      }
      await new Promise((next) => setTimeout(next, POLL_MS));
    }
    throw new Error(`no answer at ${address}`);
  };
  try {
    await Promise.race([answers(), ended]);
  } catch (error) {
    close();
    throw error;
  }
  return { address, close };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
