/** The packed package in pages of others, without an installation: plain HTML on another origin, and a page that Vite builds. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { build } from "vite";
import { packPackage, unpackPackage } from "../../scripts/hosts/packed";
import { servePlainPage } from "../../scripts/hosts/plain-page";
import { tryPage } from "../../scripts/hosts/try-page";
import { projectPath } from "../support/files";
import { serveFolders } from "../support/static-server";

let folder: string;
let archive: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hosts-"));
  archive = packPackage(folder);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORKS = { workerStarted: true, seedChanged: true, errors: [] };

test("a plain page that takes the package from another origin", async ({ page }) => {
  const files = join(folder, "cdn");
  unpackPackage(archive, files);
  const plain = await servePlainPage(files);
  try {
    expect(await tryPage(page, plain.address)).toEqual(WORKS);
  } finally {
    await plain.close();
  }
});

test("a page that Vite builds", async ({ page }) => {
  const place = join(folder, "vite");
  cpSync(projectPath("docs/examples/hosts/vite"), place, { recursive: true });
  const installed = join(place, "node_modules/sagan-lens");
  unpackPackage(archive, installed);
  mkdirSync(join(place, "public"));
  cpSync(join(installed, "public"), join(place, "public/sagan-lens"), { recursive: true });
  await build({ root: place, logLevel: "warn" });
  const server = await serveFolders([{ path: "/", folder: join(place, "dist") }]);
  try {
    expect(await tryPage(page, `${server.origin}/`)).toEqual(WORKS);
  } finally {
    await server.close();
  }
});
