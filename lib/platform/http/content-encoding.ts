import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { AppError } from "@/lib/platform/errors";

type Decode = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

/** Supported content encodings, by their RFC 9110 names. */
const DECODERS = new Map<string, Decode>([
  ["gzip", promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip)],
  ["deflate", promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate)],
]);

/** In the format of `Accept-Encoding`. */
export const ACCEPTED_ENCODINGS = [...DECODERS.keys()].join(", ");

/** A content encoding and its decoder. */
export interface ContentEncoding {
  name: string;
  decode: Decode;
}

/**
 * Parses `Content-Encoding`, ignoring case, spaces and `identity`; null if the body is not encoded.
 * @throws AppError UNSUPPORTED for any other encoding, and for combined ones.
 */
export function contentEncoding(header: string | null): ContentEncoding | null {
  const names = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  const [first] = names;
  if (first === undefined) return null;
  const name = first === "x-gzip" ? "gzip" : first;
  const decode = DECODERS.get(name);
  if (decode && names.length === 1) return { name, decode };
  const given = JSON.stringify(names.join(", ").slice(0, 100));
  throw new AppError(
    "UNSUPPORTED",
    `The content encoding ${given} is not supported. Use one of ${ACCEPTED_ENCODINGS}, or none.`,
  );
}
