import { AppError } from "@/lib/platform/errors";
import { describeBytes } from "@/lib/platform/http/body-limits.mjs";
import { contentEncoding } from "@/lib/platform/http/content-encoding";

/**
 * The decompressed bytes of a request, at most `maxBytes`.
 * @throws AppError UNSUPPORTED for an unsupported encoding; TOO_LARGE as soon as the limit is exceeded; BAD_REQUEST for a
 * truncated or wrongly encoded body.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const encoded = request.headers.get("content-encoding");
  // Before anything is read.
  contentEncoding(encoded);
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  return decodeBody(await readLimited(request, maxBytes), encoded, maxBytes);
}

/**
 * Decompresses a body that has arrived; at most `maxBytes` before and after.
 * @param encoded the Content-Encoding header
 * @throws as `readBody`
 */
export async function decodeBody(
  bytes: Uint8Array,
  encoded: string | null,
  maxBytes: number,
): Promise<Uint8Array> {
  const encoding = contentEncoding(encoded);
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  if (!encoding) return bytes;
  try {
    return await encoding.decode(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(maxBytes);
    const message = `The body is not valid ${encoding.name}, as declared in Content-Encoding.`;
    throw new AppError("BAD_REQUEST", message, { cause: error });
  }
}

async function readLimited(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(refuseBroken);
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      // Not awaited, because the source may never settle.
      reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function refuseBroken(error: unknown): never {
  throw new AppError("BAD_REQUEST", "The connection closed before the complete body arrived.", {
    cause: error,
  });
}

function tooLarge(maxBytes: number): AppError {
  return new AppError("TOO_LARGE", `The body can have at most ${describeBytes(maxBytes)}.`);
}
