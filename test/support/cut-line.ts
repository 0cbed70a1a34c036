/** A line to a server on this machine that breaks off in the middle of a file. */
import { request as ask, createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface CutOptions {
  /** The end of the path of the file that is cut. */
  readonly file: string;
  /** Bytes of its body that come through before the cut, of each request. */
  readonly after: number;
  /** Requests that are cut; later ones come through. */
  readonly times: number;
  /** Whether the server answers a range with a part; else with the whole. */
  readonly ranges: boolean;
}

export interface CutLine {
  readonly origin: string;
  /** The `Range` of each request for the file so far; `undefined` for the whole. */
  readonly asked: readonly (string | undefined)[];
  /** From now on everything comes through. */
  mend(): void;
  close(): Promise<void>;
}

const CUT_MS = 500;

/** @param target port of the server on this machine */
export async function cutLine(target: number, options: CutOptions): Promise<CutLine> {
  const asked: (string | undefined)[] = [];
  let { times } = options;
  const server = createServer((request, response) => {
    const { url = "/", method = "GET" } = request;
    const isFile = new URL(url, "http://line").pathname.endsWith(options.file);
    const headers: IncomingHttpHeaders = { ...request.headers };
    if (isFile) asked.push(headers.range);
    if (!options.ranges) delete headers.range;
    const cuts = isFile && times-- > 0;
    const onward = ask({ host: "127.0.0.1", port: target, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!cuts) return answer.pipe(response);
      let left = options.after;
      // Later than its bytes, which a browser throws away with the connection where it has not handed them on yet.
      const cut = () => setTimeout(() => response.socket?.destroy(), CUT_MS);
      if (left === 0) {
        response.flushHeaders();
        return cut();
      }
      answer.on("data", (chunk: Buffer) => {
        if (left <= 0) return;
        response.write(chunk.subarray(0, left));
        left -= chunk.length;
        if (left <= 0) cut();
      });
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    mend() {
      times = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
