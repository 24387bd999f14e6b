/** Ways to write a text so that filters and people do not recognize it, but a model may. */

export const base64 = (text: string) => Buffer.from(text).toString("base64");
export const hex = (text: string) => Buffer.from(text).toString("hex");
export const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
export const entities = (text: string) =>
  [...text].map((char) => `&#x${codeOf(char).toString(16)};`).join("");
export const escapes = (text: string) =>
  [...text].map((char) => `\\u${codeOf(char).toString(16).padStart(4, "0")}`).join("");
/** Characters without a glyph that repeat ASCII. */
export const tags = (text: string) =>
  [...text].map((char) => String.fromCodePoint(0xe0000 + codeOf(char))).join("");
export const zeroWidth = (text: string) => [...text].join("\u200B");
export const backwards = (text: string) => `\u202E${[...text].toReversed().join("")}\u202C`;
export const fullwidth = (text: string) =>
  text.replaceAll(/[!-~]/g, (char) => String.fromCodePoint(codeOf(char) + 0xfee0));
export const rot13 = (text: string) =>
  text.replaceAll(/[a-z]/gi, (char) => {
    const base = char <= "Z" ? 65 : 97;
    return String.fromCodePoint(((codeOf(char) - base + 13) % 26) + base);
  });
export const homoglyphs = (text: string) =>
  text.replaceAll(/[aceopxyi]/g, (char) => LOOKALIKES[char] ?? char);
/** Colors and cursor movements, which hide a text on a terminal. */
export const concealed = (text: string) => `\u001B[8m${text}\u001B[0m\u001B[1A\u001B[2K`;

/** Cyrillic letters that look like Latin ones. */
const LOOKALIKES: Record<string, string> = {
  a: "а",
  c: "с",
  e: "е",
  o: "о",
  p: "р",
  x: "х",
  y: "у",
  i: "і",
};
const LATIN = new Map(Object.entries(LOOKALIKES).map(([latin, other]) => [other, latin]));

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}

/** All ways in which an eager model may read a line of a prompt: as it is, and with each disguise taken off. */
export function readings(line: string): string[] {
  const raw = line.replaceAll(/\[U\+([0-9A-F]{4,6})\]/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
  const visible = raw
    .replaceAll(/[\u{E0020}-\u{E007E}]/gu, (char) => String.fromCodePoint(codeOf(char) - 0xe0000))
    .replaceAll(/\u001B\[[\d;]*[A-Za-z]|[\u200B-\u200F\u202A-\u202E\u2060-\u2069\u00AD\uFEFF]/g, "");
  const latin = [...visible.normalize("NFKC")].map((char) => LATIN.get(char) ?? char).join("");
  return [
    raw,
    visible,
    latin,
    [...visible].toReversed().join(""),
    rot13(visible),
    visible.replaceAll(/&#x([0-9a-f]{1,6});/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    ),
    visible.replaceAll(/\\{1,2}u([0-9a-f]{4})/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    ),
    visible.replaceAll(/(?:%[0-9a-f]{2}){4,}/gi, (bytes) =>
      Buffer.from(bytes.replaceAll("%", ""), "hex").toString(),
    ),
    visible.replaceAll(/(?:[0-9a-f]{2}){8,}/g, (bytes) => Buffer.from(bytes, "hex").toString()),
    visible.replaceAll(/[A-Za-z0-9+/]{16,}={0,2}/g, (text) => Buffer.from(text, "base64").toString()),
  ];
}
