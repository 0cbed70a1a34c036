/** The training package's commands, for comparing with PyTorch. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { projectPath } from "../../test/support/files";

/** One image of PyTorch. */
export interface TorchPicture {
  readonly ms: number;
  /** [channels, size, size] */
  readonly image: number[];
}

export interface TorchPlayer {
  image(z: number[]): Promise<TorchPicture>;
  close(): void;
}

/** Writes a model's generator as ONNX into `.cache/onnx`; tells what is missing where that is not possible. */
export function writeOnnx(model: string): { missing?: string } {
  const { error, status, stderr } = spawnSync("python3", ["-m", "training.onnx_file", model], {
    cwd: projectPath("."),
    encoding: "utf8",
  });
  if (error) return { missing: "there is no python3 here" };
  if (status === 0) return {};
  return { missing: stderr.trim().split("\n").at(-1) ?? `python3 ended with ${status}` };
}

/** PyTorch on one thread of the CPU, in a process of its own. */
export function startTorch(model: string): TorchPlayer {
  const child = spawn("python3", ["-m", "training.speed", model], {
    cwd: projectPath("."),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async image(z) {
      child.stdin.write(`${JSON.stringify(z)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("PyTorch ended before it had made the picture");
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}
