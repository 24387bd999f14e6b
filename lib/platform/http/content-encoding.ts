import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { AppError } from "@/lib/platform/errors";

type Decode = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

/** What a body may be encoded with, by the names of RFC 9110. */
const DECODERS = new Map<string, Decode>([
  ["gzip", promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip)],
  ["deflate", promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate)],
]);

/** As `Accept-Encoding` lists them. */
export const ACCEPTED_ENCODINGS = [...DECODERS.keys()].join(", ");

/** A body's encoding with the way to undo it; null for a body that is sent as it is. */
export interface ContentEncoding {
  name: string;
  decode: Decode;
}

/**
 * How a body is encoded, from its `Content-Encoding`. Case, blanks and `identity` make no difference.
 * @throws AppError UNSUPPORTED for any other encoding, and for one on top of another.
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
    `The body is encoded with ${given}, which is not supported. Send it with one of ${ACCEPTED_ENCODINGS}, or as it is.`,
  );
}
