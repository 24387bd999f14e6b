import { randomBytes } from "node:crypto";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { NextRequest } from "next/server";
import { describe, expect, it, vi } from "vitest";
import { limitBody } from "@/lib/platform/http/limit-body";
import { readBody } from "@/lib/platform/http/read-body";

const KIB = 1_024;

/** A body without a length that counts how much of it was read. */
function endless(chunkBytes = KIB) {
  const taken = { bytes: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        taken.bytes += chunkBytes;
        controller.enqueue(new Uint8Array(chunkBytes));
      },
      cancel() {
        taken.isCancelled = true;
        // A source that never settles.
        return new Promise(() => {});
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken };
}

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://x/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

describe("readBody", () => {
  it("stops at the chunk that exceeds the limit", async () => {
    const { body, taken } = endless();
    await expect(readBody(post(body), 16 * KIB)).rejects.toMatchObject({
      code: "TOO_LARGE",
      message: "The body can have at most 16 KiB.",
    });
    expect(taken).toEqual({ bytes: 17 * KIB, isCancelled: true });
  });

  it("reads nothing of a body whose declared length exceeds the limit", async () => {
    const { body, taken } = endless();
    await expect(readBody(post(body, { "content-length": "20000" }), 16 * KIB)).rejects.toMatchObject({
      code: "TOO_LARGE",
    });
    expect(taken.bytes).toBe(0);
  });

  it("decompresses no further than the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_024 * KIB));
    await expect(readBody(post(bomb, { "content-encoding": "gzip" }), 1_024 * KIB)).rejects.toMatchObject({
      code: "TOO_LARGE",
      message: "The body can have at most 1 MiB.",
    });
  });

  const plain = Buffer.from('{"a":1}');

  it.each([
    ["gzip", gzipSync(plain)],
    ["GZip", gzipSync(plain)],
    ["x-gzip", gzipSync(plain)],
    ["identity, gzip", gzipSync(plain)],
    ["deflate", deflateSync(plain)],
    ["identity", plain],
    ["Identity", plain],
    ["", plain],
    [" , ", plain],
  ])("decodes the encoding %j", async (encoding, body) => {
    const bytes = await readBody(post(body, { "content-encoding": encoding }), KIB);
    expect(Buffer.from(bytes)).toEqual(plain);
  });

  it.each([
    ["a small body", 10 * KIB],
    ["a small body that becomes large", 4_000 * KIB],
  ])("decompresses %s up to the limit", async (_name, size) => {
    const whole = Buffer.alloc(size, "x");
    const encoded = gzipSync(whole);
    expect(encoded.byteLength).toBeLessThan(16 * KIB);
    const read = (limit: number) => readBody(post(encoded, { "content-encoding": "gzip" }), limit);
    expect(Buffer.from(await read(size)).equals(whole)).toBe(true);
    await expect(read(size - 1)).rejects.toMatchObject({ code: "TOO_LARGE" });
  });

  it("decompresses a large body", async () => {
    const whole = randomBytes(200 * KIB);
    const bytes = await readBody(post(gzipSync(whole), { "content-encoding": "gzip" }), 1_024 * KIB);
    expect(Buffer.from(bytes).equals(whole)).toBe(true);
  });

  it.each([
    ["br", brotliCompressSync(plain)],
    ["zstd", plain],
    ["constructor", plain],
    ["gzip, gzip", gzipSync(gzipSync(plain))],
    ["gzip, br", plain],
    ["utf-8", plain],
  ])("refuses the encoding %j, lists the supported ones and reads nothing", async (encoding, body) => {
    const request = post(body, { "content-encoding": encoding });
    await expect(readBody(request, KIB)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: `The content encoding "${encoding}" is not supported. Use one of gzip, deflate, or none.`,
    });
    expect(request.bodyUsed).toBe(false);
  });

  it.each(["gzip", "deflate"])("refuses a body that is declared as %s but is not", async (encoding) => {
    await expect(readBody(post(plain, { "content-encoding": encoding }), KIB)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: `The body is not valid ${encoding}, as declared in Content-Encoding.`,
    });
  });

  it("blames the sender for a body that breaks off", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("aborted")),
    });
    await expect(readBody(post(body), KIB)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("limitBody", () => {
  it("passes on the request with its body and headers", async () => {
    const handler = limitBody(KIB, async (request: NextRequest, extra: string) =>
      Response.json([
        request.method,
        request.nextUrl.search,
        request.headers.get("x-a"),
        await request.text(),
        extra,
      ]),
    );
    const request = new Request("http://x/y?z=1", { method: "PUT", body: "text", headers: { "x-a": "b" } });
    expect(await (await handler(request, "more")).json()).toEqual(["PUT", "?z=1", "b", "text", "more"]);
  });

  it("passes on a request without a body", async () => {
    const handler = limitBody(KIB, async (request: NextRequest) => new Response(request.method));
    expect(await (await handler(new Request("http://x/"))).text()).toBe("GET");
  });

  it("answers 415 with the supported encodings", async () => {
    const handle = vi.fn();
    const response = await limitBody(KIB, handle)(post("x", { "content-encoding": "br" }));
    expect([response.status, response.headers.get("accept-encoding")]).toEqual([415, "gzip, deflate"]);
    expect(handle).not.toHaveBeenCalled();
  });

  it("answers 413 without calling the handler", async () => {
    const handle = vi.fn();
    const { body } = endless();
    const response = await limitBody(KIB, handle)(post(body));
    expect(response.status).toBe(413);
    expect(handle).not.toHaveBeenCalled();
  });
});
