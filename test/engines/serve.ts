/** The server behind the tests of the main ways: the site under a deep path, and as a host serves it that lets other pages use its element. */
import type { TestProject } from "vitest/node";
import type { InstalledEngine } from "../../scripts/lib/engines.mjs";
import { ELSEWHERE_PATH, SITE_PATH } from "../support/addresses";
import { projectPath } from "../support/files";
import { serveFolders } from "../support/static-server";

declare module "vitest" {
  export interface ProvidedContext {
    readonly engine: InstalledEngine;
    readonly origin: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = projectPath("dist");
  const server = await serveFolders([
    { path: SITE_PATH, folder },
    { path: ELSEWHERE_PATH, folder, headers: { "Access-Control-Allow-Origin": "*" } },
  ]);
  project.provide("origin", server.origin);
  return () => server.close();
}
