/** Another site that serves one file: with leave for all, cut once in the middle, and able to resume. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface OtherSite {
  readonly origin: string;
  /** Each request so far: its method, and where it began if not at the start. */
  readonly asked: readonly string[];
  close(): void;
}

/** A browser throws away what it has not handed on yet when the connection ends. */
const CUT_MS = 300;

/** @param exchanged what it serves after the cut: a file of the same length and date */
export async function otherSite(bytes: Buffer, exchanged = bytes): Promise<OtherSite> {
  const asked: string[] = [];
  let cut = false;
  const server = createServer((request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    asked.push(`${request.method}${range ? ` from ${range[1]}` : ""}`);
    const from = range ? Number(range[1]) : 0;
    response.writeHead(range ? 206 : 200, {
      "Access-Control-Allow-Origin": "*",
      // Without what tells one version of the file from another, it would begin again.
      "Last-Modified": "Tue, 07 May 2024 01:02:03 GMT",
      "Content-Length": bytes.length - from,
      ...(range && { "Content-Range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (request.method === "HEAD") response.end();
    else if (!cut) {
      cut = true;
      response.write(bytes.subarray(0, bytes.length >> 1), () =>
        setTimeout(() => response.destroy(), CUT_MS),
      );
    } else response.end(exchanged.subarray(from));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    asked,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}
