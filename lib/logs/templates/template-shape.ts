/**
 * Hashes the shape of a line: equal for lines that differ only in numbers, ids and paths. Computed in one pass without
 * splitting the line, so that lines of a known shape cost next to nothing.
 */

const SPACE = 1;
const DELIMITER = 2;
const DIGIT = 3;
const LETTER = 4;
const OTHER = 0;

/** Class of each ASCII character. */
const CLASS = new Uint8Array(128);
for (const char of " \t\r\n\f\v") CLASS[char.charCodeAt(0)] = SPACE;
for (const char of ":=,;()[]{}\"'<>|#&?!*") CLASS[char.charCodeAt(0)] = DELIMITER;
for (let code = 48; code <= 57; code += 1) CLASS[code] = DIGIT;
for (let code = 65; code <= 90; code += 1) CLASS[code] = CLASS[code + 32] = LETTER;
CLASS[95] = LETTER;

const SLASH = 47;
const LITERAL = 0;
const VARIED = 0x100000;
const LETTERS_AFTER = 0x200000;
const PATH = 0x400000;

/** Buffer for a line's bytes; the rest of a longer line is ignored. */
const SCRATCH = Buffer.alloc(64 * 1024);

/** The shape of a line of text; see `shapeOfBytes`. */
export function shapeOf(line: string): number {
  // Reading bytes is faster than reading characters of a sliced string.
  return shapeOfBytes(SCRATCH, 0, SCRATCH.write(line, "utf8"));
}

/**
 * A 53-bit hash of the shape of a UTF-8 line. A piece (between whitespace and delimiters) with digits is reduced to the
 * part before its first digit, unless it is a name with a small number (`eth0`).
 */
export function shapeOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let a = 0x9e3779b1 | 0;
  let b = 0x85ebca6b | 0;
  let at = start;
  let blank = true;
  while (at < end) {
    const code = bytes[at] as number;
    const kind = kindOf(code);
    if (kind === SPACE) {
      blank = true;
      at += 1;
      continue;
    }
    if (blank) {
      // Runs of whitespace count once, and not at the ends.
      a = Math.imul(a ^ 32, 0x01000193);
      b = Math.imul(b ^ 32, 0x5bd1e995);
      blank = false;
    }
    if (kind === DELIMITER) {
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul((b << 5) ^ (b >>> 27) ^ code, 0x5bd1e995);
      at += 1;
      continue;
    }
    // Hash the piece: all of it into (la, lb), the part before its first digit into (a, b).
    let la = a;
    let lb = b;
    let digits = 0;
    let lettersAfter = 0;
    let isName = kind === LETTER;
    const isPath = code === SLASH && at + 1 < end && isPathStart(bytes[at + 1] as number);
    let inner = code;
    let innerKind = kind;
    while (true) {
      if (innerKind === DIGIT) digits += 1;
      else if (digits > 0) {
        if (innerKind === LETTER) lettersAfter += 1;
        else isName = false;
      } else if (innerKind !== LETTER) isName = false;
      la = Math.imul(la ^ inner, 0x01000193);
      lb = Math.imul((lb << 5) ^ (lb >>> 27) ^ inner, 0x5bd1e995);
      if (digits === 0 && !isPath) {
        a = la;
        b = lb;
      }
      at += 1;
      if (at >= end) break;
      inner = bytes[at] as number;
      innerKind = kindOf(inner);
      if (innerKind === SPACE || innerKind === DELIMITER) break;
    }
    const mark = isPath ? PATH : markOf(isName, digits, lettersAfter);
    a = mark === LITERAL ? la : Math.imul(a ^ mark, 0x01000193);
    b = mark === LITERAL ? lb : Math.imul(b ^ mark, 0x5bd1e995);
  }
  return (a >>> 0) * 0x200000 + ((b ^ (b >>> 11)) & 0x1fffff);
}

function kindOf(code: number): number {
  return code < 128 ? (CLASS[code] as number) : OTHER;
}

/** How a piece with these properties is hashed. */
function markOf(isName: boolean, digits: number, lettersAfter: number): number {
  if (digits === 0) return LITERAL;
  if (isName && (lettersAfter === 0 ? digits <= 2 : digits === 1 && lettersAfter >= 2)) return LITERAL;
  return lettersAfter > 0 ? LETTERS_AFTER : VARIED;
}

function isPathStart(code: number): boolean {
  const kind = kindOf(code);
  return kind === LETTER || kind === DIGIT || code === 46 || code === 126;
}
