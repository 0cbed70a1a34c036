/** A page of HTML alone that takes the package from another origin. */

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { projectPath } from "../../test/support/files";
import { serveFolders } from "../../test/support/static-server";

const CDN = "https://cdn.example/";

export interface PlainPage {
  readonly address: string;
  close(): Promise<void>;
}

/** @param folder with the package's files */
export async function servePlainPage(folder: string): Promise<PlainPage> {
  const cdn = await serveFolders([
    { path: "/sagan-lens/", folder, headers: { "Access-Control-Allow-Origin": "*" } },
  ]);
  const example = readFileSync(projectPath("docs/examples/hosts/plain/index.html"), "utf8");
  const server = createServer((request, response) => {
    if (request.url !== "/") response.writeHead(204).end();
    else {
      response.writeHead(200, { "Content-Type": "text/html" });
      response.end(example.replaceAll(CDN, `${cdn.origin}/`));
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      await cdn.close();
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      });
    },
  };
}
