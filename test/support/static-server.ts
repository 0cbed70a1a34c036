/** Serves built folders as a plain web host would. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";

export interface Mount {
  /** Path on the server, beginning and ending with a slash. */
  readonly path: string;
  readonly folder: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answer with the `.gz` file beside a file, where there is one. */
  readonly gzip?: boolean;
}

export interface RunningServer {
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/** @param port 0 takes any free one */
export async function serveFolders(mounts: readonly Mount[], port = 0): Promise<RunningServer> {
  const sites = mounts.map(({ path, folder, headers = {}, gzip = false }) => ({
    path,
    headers,
    serve: sirv(folder, { dev: !gzip, gzip, etag: true }),
  }));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const missing = () => {
      response.statusCode = 404;
      response.end("Not found");
    };
    const url = request.url ?? "/";
    const site = sites.find(({ path }) => url.startsWith(path));
    if (!site) return missing();
    for (const [name, value] of Object.entries(site.headers)) response.setHeader(name, value);
    request.url = url.slice(site.path.length - 1);
    site.serve(request, response, missing);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    origin: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
