/** A slow line between a browser and a server on this machine: limited bandwidth, a delay each way, bytes counted. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface LineOptions {
  /** Bits per second from server to browser, shared by all connections. */
  readonly bitsPerSecond: number;
  /** Round trip, in milliseconds. */
  readonly roundTrip: number;
}

export interface SlowLine {
  readonly origin: string;
  /** Bytes that reached the browser so far, headers included. */
  received(): number;
  close(): Promise<void>;
}

const PACKET = 8192;
/** As much as a connection's window holds: the server has to wait beyond it. */
const WINDOW = 256 * 1024;

/** What waits to be sent to the browser on one connection. */
class Downstream {
  readonly socket: Socket;
  readonly #source: Socket;
  #queue: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, source: Socket) {
    this.socket = socket;
    this.#source = source;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  add(chunk: Buffer): void {
    this.#queue = Buffer.concat([this.#queue, chunk]);
    if (this.waiting > WINDOW) this.#source.pause();
  }

  take(): Buffer {
    const packet = this.#queue.subarray(0, PACKET);
    this.#queue = this.#queue.subarray(PACKET);
    if (this.waiting < WINDOW / 2) this.#source.resume();
    return packet;
  }
}

/** @param target port of the server on this machine */
export async function slowLine(target: number, { bitsPerSecond, roundTrip }: LineOptions): Promise<SlowLine> {
  const bytesPerMs = bitsPerSecond / 8 / 1000;
  let received = 0;
  /** Connections with something to send, served in turn, so that each gets its share of the line. */
  const turn: Downstream[] = [];
  let sending = false;

  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    let free = performance.now();
    for (let next = turn.shift(); next; next = turn.shift()) {
      const packet = next.take();
      if (next.waiting > 0) turn.push(next);
      free = Math.max(free, performance.now()) + packet.length / bytesPerMs;
      // Timers are a millisecond coarse: the line is kept busy by its own clock, not by theirs.
      const early = free - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      const { socket } = next;
      setTimeout(() => {
        received += packet.length;
        if (!socket.destroyed) socket.write(packet);
      }, roundTrip / 2);
    }
    sending = false;
  }

  const open = new Set<Socket>();
  const server = createServer((browser) => {
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [browser, upstream]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      socket.on("error", () => socket.destroy());
    }
    // A new connection costs a round trip before its first byte; later requests only their own way up.
    let ready = performance.now() + roundTrip;
    browser.on("data", (chunk: Buffer) => {
      const now = performance.now();
      const wait = Math.max(0, ready - now) + roundTrip / 2;
      ready = now;
      setTimeout(() => upstream.write(chunk), wait);
    });
    const down = new Downstream(browser, upstream);
    upstream.on("data", (chunk: Buffer) => {
      if (down.waiting === 0) turn.push(down);
      down.add(chunk);
      void send();
    });
    browser.on("end", () => upstream.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
