/** A host on which one build of a site takes the place of another, and whose connections can be cut. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";
import { SITE_PATH } from "./addresses";

export interface ChangingServer {
  /** The site's address. */
  readonly site: string;
  /** Paths below the site that were asked for, in their order. */
  readonly asked: string[];
  /** From now on, the files of another folder and no others. */
  serve(folder: string): void;
  /** After this many more answers, connections are cut instead; never where `undefined`. */
  cutAfter(answers: number | undefined): void;
  /** How many connections were cut. */
  readonly cuts: () => number;
  close(): Promise<void>;
}

export async function changingServer(folder: string): Promise<ChangingServer> {
  let files = sirv(folder, { dev: true, etag: true });
  let left = Number.POSITIVE_INFINITY;
  let cuts = 0;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (left <= 0) {
      cuts += 1;
      request.socket.destroy();
      return;
    }
    left -= 1;
    const missing = () => {
      response.statusCode = 404;
      response.end("Not found");
    };
    const path = request.url ?? "/";
    if (!path.startsWith(SITE_PATH)) return missing();
    request.url = path.slice(SITE_PATH.length - 1);
    asked.push(request.url.slice(1));
    files(request, response, missing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    site: `http://127.0.0.1:${(server.address() as AddressInfo).port}${SITE_PATH}`,
    asked,
    serve: (next) => {
      files = sirv(next, { dev: true, etag: true });
    },
    cutAfter: (answers) => {
      left = answers ?? Number.POSITIVE_INFINITY;
    },
    cuts: () => cuts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
