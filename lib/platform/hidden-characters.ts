/**
 * Characters that change how a text reads without showing: they reorder it (Trojan Source, CVE-2021-42574), begin a
 * line that nobody numbered, or carry text that only a machine sees.
 */

/** Bidirectional controls, from the Unicode Bidirectional Algorithm (UAX #9). */
const BIDI = String.raw`\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069`;
/** What some readers take for the end of a line, besides `\n` and `\r`. */
const LINE_BREAKS = String.raw`\u000B\u000C\u0085\u2028\u2029`;
/** No width at all: operators, annotations, fillers, tags, and the supplementary variation selectors. */
const INVISIBLE = String.raw`\u115F\u1160\u180E\u200B\u2060-\u2064\u206A-\u206F\u3164\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}\u{E0100}-\u{E01EF}`;
/** Legitimate in prose (joined emoji, Persian, hyphenation, a byte order mark), never needed in a change of code. */
const JOINERS = String.raw`\u00AD\u200C\u200D\uFEFF`;

const HIDDEN = new RegExp(`[${BIDI}${LINE_BREAKS}${INVISIBLE}]`, "gu");
const HIDDEN_IN_CODE = new RegExp(`[${BIDI}${LINE_BREAKS}${INVISIBLE}${JOINERS}]`, "gu");

/** `U+202E` for a character. */
function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Text with each hidden character written out, such as `[U+202E]`; the number of `\n` stays the same. Pure. */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, (character) => `[${nameOf(character)}]`);
}

/** As `showHidden`, for code: joiners and byte order marks are written out as well. Pure. */
export function showHiddenInCode(text: string): string {
  return text.replace(HIDDEN_IN_CODE, (character) => `[${nameOf(character)}]`);
}

/** The hidden characters of a piece of code, each once, such as `["U+202E"]`. Pure. */
export function hiddenInCode(text: string): string[] {
  return [...new Set(text.match(HIDDEN_IN_CODE) ?? [])].map(nameOf);
}
