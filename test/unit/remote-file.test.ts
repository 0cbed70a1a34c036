import { describe, expect, it } from "vitest";
import type { LensError } from "../../src/model/errors";
import { remoteAddress, remoteName } from "../../src/model/storage/remote-file";

describe("an address that a model may be fetched from", () => {
  it.each(["https://example.org/a/G.pth", "http://localhost:8080/G.pth", "http://127.0.0.1/G.pth"])(
    "%s is one",
    (text) => expect(remoteAddress(text).href).toBe(text),
  );

  it("loses what stands after its #", () => {
    expect(remoteAddress("https://example.org/G.pth#part").href).toBe("https://example.org/G.pth");
  });

  it.each([
    "",
    "cats64",
    "http://example.org/G.pth",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/plain,x",
    "//example.org/G.pth",
    "https://name:word@example.org/G.pth",
    "http://localhost.example.org/G.pth",
  ])("%j is none", (text) => {
    expect(() => remoteAddress(text)).toThrowError(
      expect.objectContaining({ code: "remote-address" } satisfies Partial<LensError>),
    );
  });
});

it.each([
  ["https://example.org/a/G%20ema.pth?x=1", "G ema.pth"],
  ["https://example.org/folder/", "folder"],
  ["https://example.org/", "example.org"],
  ["https://example.org/%E0%A4%A", "%E0%A4%A"],
])("%s is called %s", (address, name) => {
  expect(remoteName(new URL(address))).toBe(name);
});
