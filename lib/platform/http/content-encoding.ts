import { promisify } from "node:util";
import { gunzip, gunzipSync, inflate, inflateSync } from "node:zlib";
import { AppError } from "@/lib/platform/errors";

type Bound = { maxOutputLength: number };
type Decode = (bytes: Uint8Array, bound: Bound) => Promise<Uint8Array>;

/** Up to here, the thread pool costs more than the work: about a millisecond. */
const SMALL_BYTES = 16 * 1_024;
const SMALL_OUTPUT_BYTES = 256 * 1_024;

/** Supported content encodings, by their RFC 9110 names. */
const DECODERS = new Map<string, Decode>([
  ["gzip", decoder(promisify<Uint8Array, Bound, Buffer>(gunzip), gunzipSync)],
  ["deflate", decoder(promisify<Uint8Array, Bound, Buffer>(inflate), inflateSync)],
]);

/** In the format of `Accept-Encoding`. */
export const ACCEPTED_ENCODINGS = [...DECODERS.keys()].join(", ");

/** A content encoding and its decoder, which rejects with ERR_BUFFER_TOO_LARGE beyond `maxOutputLength`. */
export interface ContentEncoding {
  name: string;
  decode: Decode;
}

/** Decodes small bodies at once, and the others, or those that turn out to be large, in the thread pool. */
function decoder(decode: Decode, decodeNow: (bytes: Uint8Array, bound: Bound) => Uint8Array): Decode {
  return async (bytes, { maxOutputLength }) => {
    if (bytes.byteLength > SMALL_BYTES) return decode(bytes, { maxOutputLength });
    try {
      return decodeNow(bytes, { maxOutputLength: Math.min(maxOutputLength, SMALL_OUTPUT_BYTES) });
    } catch (error) {
      const isLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      if (isLarge && maxOutputLength > SMALL_OUTPUT_BYTES) return decode(bytes, { maxOutputLength });
      throw error;
    }
  };
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
