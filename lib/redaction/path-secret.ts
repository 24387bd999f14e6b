/** Finds secrets in paths: `/mnt/token=…/x.csv`, `/api_key/…/x`. Pure, linear. */
import { secretKeyKind } from "@/lib/redaction/secret-key";
import type { SecretSpan } from "@/lib/redaction/secret-span";

const SEGMENT = /[A-Za-z0-9_~.+%!$*-]{8,256}={0,2}(?=[/\\\s"'`<>?#&,;)\]}]|$)/y;
/** Names whose own path segment is followed by the secret; under others (`/tokens/…`) there are names and ids. */
const SEGMENT_KEY =
  /^(?:(?:api|access|auth|secret|account|client)[_-]?key|(?:api|access|auth|refresh|session|bearer|id|sas|reset)?[_-]?token|passw(?:or)?d|(?:client|api)[_-]?secret)$/i;
/** Dates and times of partitions, and file names. */
const NAME = /^\d{8}T|^\d{4}-\d\d|\.[a-z]{1,8}\d?$/i;
/** The words and numbers of a name. */
const PIECE = /[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g;
const SEPARATOR = /[_.~-]/;
const DIGIT_INSIDE = /[0-9](?=[A-Za-z])|[A-Za-z](?=[0-9])/g;
const MIN_LENGTH = 8;
/** Words of names are longer on average. */
const MAX_PIECE_LENGTH = 2.5;
const MIN_CHANGES = 3;

/**
 * The secret in the path segment of the key `[keyStart, keyEnd)`, which follows a slash, or in the next segment. Paths
 * consist of names, so the value must look random.
 */
export function pathSecret(text: string, keyStart: number, keyEnd: number): SecretSpan | null {
  const sign = text.charAt(keyEnd);
  if (sign !== "=" && sign !== "/") return null;
  const key = text.slice(keyStart, keyEnd);
  if (sign === "/" && !SEGMENT_KEY.test(key)) return null;
  const kind = secretKeyKind(key)?.kind;
  if (kind === undefined) return null;
  SEGMENT.lastIndex = keyEnd + 1;
  const value = SEGMENT.exec(text)?.[0];
  if (value === undefined || !looksRandom(value)) return null;
  return { start: keyEnd + 1, end: keyEnd + 1 + value.length, kind, guessable: true };
}

/** Whether case and kind of characters change as in no name: `Hq7wz9Lm2p`, unlike `orders_2026` or `OrderLoad2`. */
export function looksRandom(value: string): boolean {
  if (value.length < MIN_LENGTH || NAME.test(value)) return false;
  const pieces = value.match(PIECE) ?? [];
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const isMixed = /[A-Za-z]/.test(value) && /[0-9]|[a-z][A-Z]/.test(value);
  if (!SEPARATOR.test(value)) return isMixed && length <= MAX_PIECE_LENGTH * pieces.length;
  return (value.match(DIGIT_INSIDE) ?? []).length >= MIN_CHANGES;
}
