import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "is a folder, not a file",
  EACCES: "permission denied",
};
const CHUNK_BYTES = 1024 * 1024;

/** The value read from an input, or why it could not be read. */
export type Input<T> = { file: string; value: T } | { file: string; error: string };

/** Streams a file, or standard input for `-`, into `read`, unpacking gzip. */
export async function readInput<T>(
  file: string,
  read: (chunks: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<Input<T>> {
  try {
    const source = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
    return { file, value: await read(unpacked(source)) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { file, error: REASONS[code] ?? (error instanceof Error ? error.message : String(error)) };
  }
}

/** All bytes of an input. */
export async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rest = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await rest.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = restored(head, rest);
  if (head[0] !== 0x1f || head[1] !== 0x8b) yield* whole;
  // `pipeline` passes errors of the source on to the reader of the unpacked bytes.
  else yield* pipeline(Readable.from(whole), createGunzip(), () => undefined);
}

async function* restored(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
