/** Reads the Python literal in which Airflow 2's JSON response returns a log: `[('host', 'text\n…'), …]`. */

const OPENS = /^\s*\[\(\s*['"]/;

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"' };

/** The log texts in such a literal, one per host; null if the text is not one. */
export function readPythonReprLog(text: string): string[] | null {
  if (!OPENS.test(text.slice(0, 64))) return null;
  const strings: string[] = [];
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 39 || code === 34) {
      const read = readLiteral(text, index);
      strings.push(read.value);
      index = read.end;
    } else if (" \t\r\n[](),".includes(text.charAt(index))) index += 1;
    else return null;
  }
  return strings.length >= 2 ? strings.filter((_value, position) => position % 2 === 1) : null;
}

function readLiteral(text: string, open: number): { value: string; end: number } {
  const quote = text.charAt(open);
  const parts: string[] = [];
  let from = open + 1;
  let index = from;
  while (index < text.length && text.charAt(index) !== quote) {
    if (text.charCodeAt(index) !== 92) {
      index += 1;
      continue;
    }
    parts.push(text.slice(from, index));
    const letter = text.charAt(index + 1);
    const width = letter === "x" ? 2 : letter === "u" ? 4 : letter === "U" ? 8 : 0;
    if (width === 0) parts.push(ESCAPES[letter] ?? `\\${letter}`);
    else parts.push(codePoint(text.slice(index + 2, index + 2 + width)));
    index += 2 + width;
    from = index;
  }
  parts.push(text.slice(from, index));
  return { value: parts.join(""), end: index + 1 };
}

function codePoint(hex: string): string {
  const value = Number.parseInt(hex, 16);
  return Number.isNaN(value) || value > 0x10ffff ? "" : String.fromCodePoint(value);
}
