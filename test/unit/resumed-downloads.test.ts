/** Downloads that are cut, from servers that pack, that exchange the file meanwhile, or that answer ranges in odd ways. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { noCache } from "../../src/model/storage/cache";
import { fetchVerified } from "../../src/model/storage/download";
import { RemoteDownload } from "../../src/model/storage/remote-file";
import { sha256 } from "../../src/model/storage/sha256";

const SIZE = 200_000;
/** Compressible, as tables of zeros are. */
const FILE = Uint8Array.from({ length: SIZE }, (_, at) => (at * at) % 13);
const OTHER = Uint8Array.from({ length: SIZE }, (_, at) => (at * 7) % 11);
const CUT_AT = 90_000;

/** Comparing element by element takes seconds. */
function expectSame(bytes: Uint8Array, wanted: Uint8Array): void {
  expect(Buffer.from(bytes).equals(wanted)).toBe(true);
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers each request in turn, the last of them again and again. */
async function serverOf(
  ...answers: readonly Answer[]
): Promise<{ url: URL; asked: IncomingMessage["headers"][] }> {
  const asked: IncomingMessage["headers"][] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    answers[Math.min(asked.length, answers.length) - 1](request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/G.pth`), asked };
}

type Headers = Readonly<Record<string, string>>;
const V1 = { ETag: '"one"' };
const V2 = { ETag: '"two"' };
const DATE = { "Last-Modified": "Tue, 07 May 2024 01:02:03 GMT" };
const LATER = { "Last-Modified": "Wed, 08 May 2024 01:02:03 GMT" };

/** The beginning of a body, then the end of the connection. */
const cut =
  (body: Uint8Array, headers: Headers = V1, at = CUT_AT): Answer =>
  (_, response) => {
    response.writeHead(200, { "Content-Length": body.length, ...headers });
    response.write(body.subarray(0, at), () => setTimeout(() => response.destroy(), 100));
  };
const whole =
  (body: Uint8Array, headers: Headers = V1): Answer =>
  (_, response) => {
    response.writeHead(200, { "Content-Length": body.length, ...headers });
    response.end(body);
  };
/** The rest from where it is asked for. */
const rest =
  (body: Uint8Array, headers: Headers = V1): Answer =>
  ({ headers: { range = "" } }, response) => {
    const from = Number(/\d+/.exec(range)?.[0]);
    response.writeHead(206, {
      "Content-Length": body.length - from,
      "Content-Range": `bytes ${from}-${body.length - 1}/${body.length}`,
      ...headers,
    });
    response.end(body.subarray(from));
  };
const status =
  (code: number): Answer =>
  (_, response) => {
    response.writeHead(code);
    response.end();
  };

const signal = new AbortController().signal;

/** Runs until it ends, as a person does who continues after each cut. @returns the bytes, and the shares of the progress */
async function downloaded(
  url: URL,
  most = 4,
): Promise<{ bytes: Uint8Array; shares: number[]; cuts: number }> {
  const download = new RemoteDownload(url);
  const shares: number[] = [];
  for (let cuts = 0; ; cuts++) {
    try {
      const onProgress = (loaded: number, total: number | undefined) => {
        if (total !== undefined) shares.push(loaded / total);
      };
      const blob = await download.run({ signal, onProgress });
      return { bytes: new Uint8Array(await blob.arrayBuffer()), shares, cuts };
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: "remote-cut" });
      if (cuts === most) throw thrown;
    }
  }
}

describe("a file from another site", () => {
  test.each([
    ["with a tag", V1, '"one"'],
    ["with a date", DATE, DATE["Last-Modified"]],
    ["with a weak tag and a date", { ETag: 'W/"one"', ...DATE }, DATE["Last-Modified"]],
  ])("%s continues where it was cut, if it is still the same", async (_, headers, condition) => {
    const { url, asked } = await serverOf(cut(FILE, headers), rest(FILE, headers));
    const { bytes, shares } = await downloaded(url);
    expectSame(bytes, FILE);
    expect(asked).toHaveLength(2);
    expect(asked[1]["if-range"]).toBe(condition);
    expect(asked[1].range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(Math.max(...shares)).toBe(1);
  });

  test("that was exchanged for one of the same length is fetched from the start", async () => {
    // A server that knows If-Range gives the whole; one that does not gives the end of the other file.
    for (const answer of [whole(OTHER, V2), rest(OTHER, V2), rest(OTHER, LATER)]) {
      const { url } = await serverOf(cut(FILE, { ...V1, ...DATE }), answer, whole(OTHER, V2));
      expectSame((await downloaded(url)).bytes, OTHER);
    }
  });

  test("that was exchanged for one of the same length and date is fetched from the start", async () => {
    // As across origins, where the tag is not among the headers that may be read.
    const { url, asked } = await serverOf(cut(FILE, DATE), rest(OTHER, DATE), whole(OTHER, DATE));
    expectSame((await downloaded(url)).bytes, OTHER);
    expect(asked.map(({ range }) => range === undefined)).toEqual([true, false, true]);
  });

  test("continues also where only the last byte is missing, or none", async () => {
    for (const at of [SIZE - 1, SIZE]) {
      // Without a length the end is not seen: the connection is cut after all of it.
      const first: Answer = (_, response) => {
        response.writeHead(200, V1);
        response.write(FILE.subarray(0, at), () => setTimeout(() => response.destroy(), 100));
      };
      const { url, asked } = await serverOf(first, rest(FILE));
      expectSame((await downloaded(url)).bytes, FILE);
      expect(asked).toHaveLength(2);
    }
  });

  test("of which a part is refused is fetched from the start", async () => {
    const refused: Answer = (request, response) => {
      if (request.headers.range === undefined) whole(FILE)(request, response);
      else request.socket.destroy();
    };
    const { url, asked } = await serverOf(cut(FILE), refused);
    expectSame((await downloaded(url)).bytes, FILE);
    expect(asked.at(-1)?.range).toBeUndefined();
  });

  test("that never gets further is given up, and said to be", async () => {
    const half: Answer = (request, response) =>
      request.headers.range === undefined ? cut(FILE)(request, response) : status(416)(request, response);
    const broken: Answer = (_, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" });
      response.end("not packed at all");
    };
    for (const answer of [half, broken]) {
      const { url, asked } = await serverOf(answer);
      const download = new RemoteDownload(url);
      const codes: string[] = [];
      while (codes.length < 20 && codes.at(-1) !== "remote-broken") {
        await download.run({ signal, onProgress: () => undefined }).catch(({ code }) => codes.push(code));
      }
      expect(codes.slice(0, -1).every((code) => code === "remote-cut")).toBe(true);
      expect(codes.at(-1)).toBe("remote-broken");
      expect(asked.length).toBeLessThanOrEqual(10);
    }
  });

  test("without anything that tells versions apart is fetched from the start", async () => {
    const { url, asked } = await serverOf(cut(FILE, {}), rest(OTHER, {}), whole(OTHER, {}));
    expectSame((await downloaded(url)).bytes, OTHER);
    expect(asked.map(({ range }) => range === undefined)).toEqual([true, false, true]);
  });

  test("whose range the server does not have is fetched from the start", async () => {
    const { url, asked } = await serverOf(cut(FILE), status(416), whole(FILE));
    expectSame((await downloaded(url)).bytes, FILE);
    expect(asked).toHaveLength(3);
  });

  test("whose rest does not fit is fetched from the start, and its end is not taken for the whole", async () => {
    const longer = new Uint8Array([...FILE, 1, 2, 3]);
    const { url } = await serverOf(cut(FILE), rest(longer), whole(FILE));
    expectSame((await downloaded(url)).bytes, FILE);
    const misplaced: Answer = (_, response) => {
      const end = FILE.subarray(CUT_AT);
      response.writeHead(206, { "Content-Range": `bytes 5-${end.length + 4}/${SIZE}`, ...V1 });
      response.end(end);
    };
    const other = await serverOf(cut(FILE), misplaced, whole(FILE));
    expectSame((await downloaded(other.url)).bytes, FILE);
  });

  test("that is gone meanwhile is said to be", async () => {
    const { url } = await serverOf(cut(FILE), status(404));
    await expect(downloaded(url)).rejects.toThrow();
    const download = new RemoteDownload((await serverOf(cut(FILE), status(404))).url);
    await expect(download.run({ signal, onProgress: () => undefined })).rejects.toMatchObject({
      code: "remote-cut",
    });
    await expect(download.run({ signal, onProgress: () => undefined })).rejects.toMatchObject({
      code: "remote-missing",
    });
  });
});

describe("a file that is packed on its way", () => {
  const packed = gzipSync(FILE);
  const GZIP = { "Content-Encoding": "gzip", ...V1 };

  test("never shows more than all of it", async () => {
    expect(packed.length).toBeLessThan(SIZE / 2);
    const { url } = await serverOf(whole(packed, GZIP));
    const { bytes, shares } = await downloaded(url);
    expectSame(bytes, FILE);
    expect(Math.max(0, ...shares)).toBeLessThanOrEqual(1);
  });

  test("of which the page may not read that it is packed, neither", async () => {
    const { url } = await serverOf(whole(packed, GZIP));
    const real = globalThis.fetch;
    // As across origins, where this header is not among those that may be read.
    globalThis.fetch = async (...request) => {
      const response = await real(...request);
      const headers = new Headers(response.headers);
      headers.delete("content-encoding");
      return new Response(response.body, { status: response.status, headers });
    };
    try {
      const { bytes, shares } = await downloaded(url);
      expectSame(bytes, FILE);
      expect(Math.max(0, ...shares)).toBeLessThanOrEqual(1);
    } finally {
      globalThis.fetch = real;
    }
  });

  test("is fetched from the start after a cut", async () => {
    // The range would be one of the packed bytes, or of others.
    const { url, asked } = await serverOf(cut(packed, GZIP, packed.length >> 1), whole(packed, GZIP));
    const { bytes, cuts } = await downloaded(url);
    expectSame(bytes, FILE);
    expect([cuts, asked[1].range]).toEqual([1, undefined]);
  });

  test("whose rest cannot be unpacked is not asked for again in the same way", async () => {
    const broken: Answer = (request, response) => rest(FILE, GZIP)(request, response);
    const { url, asked } = await serverOf(cut(FILE), broken, whole(FILE));
    expectSame((await downloaded(url)).bytes, FILE);
    expect(asked.at(-1)?.range).toBeUndefined();
  });
});

describe("a file whose hash is known", () => {
  const wanted = async () => ({ path: "G.pth", bytes: SIZE, sha256: await sha256(FILE) });
  const fetched = async (url: URL) => {
    let loaded = 0;
    let most = 0;
    const onBytes = (count: number) => {
      loaded += count;
      most = Math.max(most, loaded);
    };
    const bytes = await fetchVerified(await wanted(), url, noCache, { onBytes });
    expect([loaded, most]).toEqual([SIZE, SIZE]);
    return bytes;
  };

  test("continues where it was cut", async () => {
    const { url, asked } = await serverOf(cut(FILE), rest(FILE));
    expectSame(await fetched(url), FILE);
    expect(asked).toHaveLength(2);
  });
  test("is fetched again in one go where its parts do not make it", async () => {
    for (const wrong of [
      rest(OTHER),
      rest(FILE.subarray(0, SIZE - 10)),
      rest(new Uint8Array([...FILE, 1])),
    ]) {
      const { url, asked } = await serverOf(cut(FILE), wrong, whole(FILE));
      expectSame(await fetched(url), FILE);
      expect(asked.at(-1)?.range).toBeUndefined();
    }
  });
  test("is fetched from the start where the server does not have the range", async () => {
    const { url, asked } = await serverOf(cut(FILE), status(416), whole(FILE));
    expectSame(await fetched(url), FILE);
    expect(asked.map(({ range }) => range === undefined)).toEqual([true, false, true]);
  });
  test("asks for the rest of the same version, and begins again with another", async () => {
    const { url, asked } = await serverOf(cut(FILE), rest(FILE));
    expectSame(await fetched(url), FILE);
    expect(asked[1]["if-range"]).toBe(V1.ETag);
    const exchanged = await serverOf(cut(OTHER, V2), rest(FILE), whole(FILE));
    expectSame(await fetched(exchanged.url), FILE);
    expect(exchanged.asked.map(({ range }) => range === undefined)).toEqual([true, false, true]);
  });
  test("is not asked for again for ever where every rest is refused", async () => {
    const half: Answer = (request, response) =>
      request.headers.range === undefined ? cut(FILE)(request, response) : status(416)(request, response);
    const { url, asked } = await serverOf(half);
    await expect(fetched(url)).rejects.toMatchObject({ code: "file-truncated" });
    expect(asked.length).toBeLessThanOrEqual(6);
  }, 20_000);
  test("is refused where the whole is wrong", async () => {
    const { url, asked } = await serverOf(whole(OTHER));
    await expect(fetched(url)).rejects.toMatchObject({ code: "file-altered" });
    expect(asked).toHaveLength(1);
    const twice = await serverOf(cut(FILE), rest(OTHER), whole(OTHER));
    await expect(fetched(twice.url)).rejects.toMatchObject({ code: "file-altered" });
    expect(twice.asked).toHaveLength(3);
  });
});
