/**
 * Invisible characters that change the meaning of a text: they reorder it (Trojan Source, CVE-2021-42574), break lines
 * without counting as line breaks, or carry text that only machines see. They are selected by Unicode properties, so that
 * new ones are included.
 */

/**
 * Characters without a glyph: bidirectional controls (including left-to-right and right-to-left marks, which can reorder
 * paths and commands), joiners, variation selectors, fillers, tags and separators, plus two that are blank although no
 * property says so.
 */
const NOT_DRAWN = String.raw`\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cf}\p{Zl}\p{Zp}\u2800\u{1D159}`;
/** Visible signs of Arabic and other scripts that share these properties. */
const DRAWN = String.raw`\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}`;
/** Handled by the log parsers: colors, overstrikes, NUL bytes. */
const OF_TERMINALS = String.raw`\u0000\u0007\u0008\u001B\u009B`;

const IN_LINE = String.raw`(?![${DRAWN}])[${NOT_DRAWN}\p{Cc}]`;
const IN_TEXT = String.raw`(?![\t\n\r${OF_TERMINALS}${DRAWN}])[${NOT_DRAWN}\p{Cc}]`;
/** A lone carriage return ends a line for Python, but not for a reader. */
const IN_CODE = String.raw`\r(?!\n|$)|(?![\t\n\r${DRAWN}])[${NOT_DRAWN}\p{Cc}]`;

/** What attaches to the character before it: combining marks, which include variation selectors, and joiners. */
const ATTACHED = String.raw`[\p{M}\u200C\u200D]`;
/** What a log's reader removes, so that the marks on both sides end up on one character. */
const REMOVED = String.raw`(?:\u001B\[[\d;?]{0,20}[A-Za-z]|[${OF_TERMINALS}]){0,8}`;
/** More than any script needs on one character. A browser takes minutes to lay out thousands. */
const MAX_ATTACHED = 8;
const PILE = `(?:${ATTACHED}${REMOVED}){${MAX_ATTACHED}}(?=${ATTACHED})`;
/** In portions, because an expression that repeats millions of times exhausts the stack. */
const REST_OF_PILE = `(?:${REMOVED}${ATTACHED}){1,500}`;
const EACH_ATTACHED = new RegExp(ATTACHED, "gu");
const COUNT = new Intl.NumberFormat("en-US");

const JOINING = String.raw`\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}`;
const ENDS_JOINING = new RegExp(`(?![${NOT_DRAWN}])[${JOINING}]$`, "u");
const STARTS_JOINING = new RegExp(`^(?![${NOT_DRAWN}])[${JOINING}]`, "u");
const ENDS_PICTURE = /\p{Extended_Pictographic}\p{Emoji_Modifier}?[\uFE0E\uFE0F]?$/u;
const ENDS_BARE_PICTURE = /\p{Extended_Pictographic}\p{Emoji_Modifier}?$/u;
const STARTS_PICTURE = /^\p{Extended_Pictographic}/u;
const FLAGS = ["gbeng", "gbsct", "gbwls"].map((name) => `\u{1F3F4}${[...name].map(tagOf).join("")}\u{E007F}`);
/** The context to inspect; longer than any sequence that needs a hidden character. */
const AROUND = 14;

interface Kind {
  hidden: RegExp;
  /** Whether joiners stay inside words of scripts that need them. */
  isProse: boolean;
}

const TEXT = kindOf(IN_TEXT, true);
const LINE = kindOf(IN_LINE, true);
const CODE = kindOf(IN_CODE, false);

function kindOf(hidden: string, isProse: boolean): Kind {
  return { hidden: new RegExp(hidden, "gu"), isProse };
}

function tagOf(letter: string): string {
  return String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0));
}

/**
 * Whether a character shapes its visible neighbors: it joins emoji, selects their style, spells one of the three flags made
 * of tags, or is a single joiner as used in the spelling of Persian or Indic languages.
 */
function isShaping(
  character: string,
  at: number,
  { text, isProse }: { text: string; isProse: boolean },
): boolean {
  const before = text.slice(Math.max(0, at - AROUND), at);
  const after = text.slice(at + character.length, at + AROUND);
  if (character === "\uFE0E" || character === "\uFE0F")
    return ENDS_BARE_PICTURE.test(before) || (/[0-9#*]$/.test(before) && after.startsWith("\u20E3"));
  if (character === "\u200D" && ENDS_PICTURE.test(before) && STARTS_PICTURE.test(after)) return true;
  if (character === "\u200C" || character === "\u200D")
    return isProse && ENDS_JOINING.test(before) && STARTS_JOINING.test(after);
  return character.startsWith("\uDB40") && FLAGS.some((flag) => isPartOf(flag, character, before, after));
}

function isPartOf(flag: string, character: string, before: string, after: string): boolean {
  for (let at = flag.indexOf(character); at !== -1; at = flag.indexOf(character, at + 1)) {
    if (before.endsWith(flag.slice(0, at)) && after.startsWith(flag.slice(at + character.length)))
      return true;
  }
  return false;
}

/** The character's name, such as `U+202E`. */
function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Most names and keys; nothing in it is hidden. */
const PLAIN = /^[\x20-\x7E]*$/;

function show(original: string, { hidden, isProse }: Kind): string {
  if (PLAIN.test(original)) return original;
  const text = capMarks(original);
  return text.replace(hidden, (character, at: number) =>
    isShaping(character, at, { text, isProse }) ? character : `[${nameOf(character)}]`,
  );
}

/**
 * Keeps the first 8 of the combining marks, variation selectors and joiners that follow each other, and says how many were
 * left out, such as `[+169,992 marks]`. Pure.
 */
export function capMarks(text: string): string {
  const piles = new RegExp(PILE, "gu");
  const rest = new RegExp(REST_OF_PILE, "uy");
  let shown = "";
  let from = 0;
  while (piles.test(text)) {
    shown += text.slice(from, piles.lastIndex);
    let left = 0;
    from = piles.lastIndex;
    rest.lastIndex = from;
    for (let part = rest.exec(text); part !== null; part = rest.exec(text)) {
      left += part[0].match(EACH_ATTACHED)?.length ?? 0;
      from = rest.lastIndex;
    }
    shown += `[+${COUNT.format(left)} mark${left === 1 ? "" : "s"}]`;
    piles.lastIndex = from;
  }
  return shown + text.slice(from);
}

function find(text: string, { hidden, isProse }: Kind): string[] {
  return [...text.matchAll(hidden)].flatMap(({ 0: character, index }) =>
    isShaping(character, index, { text, isProse }) ? [] : [nameOf(character)],
  );
}

/**
 * Writes out the hidden characters of prose or a log, such as `[U+202E]`, keeping the number of `\n`. Terminal escapes
 * stay, because logs are full of them and the log parsers remove them. Caps runs of combining marks (`capMarks`). Pure.
 */
export function showHidden(text: string): string {
  return show(text, TEXT);
}

/** Like `showHidden`, for a title or name: also writes out all control characters, line breaks and tabs. Pure. */
export function showHiddenInLine(text: string): string {
  return show(text, LINE);
}

/** Like `showHidden`, for code: also writes out terminal escapes, lone carriage returns and joiners. Pure. */
export function showHiddenInCode(text: string): string {
  return show(text, CODE);
}

/** The hidden characters of a piece of code, with repetitions, such as `["U+202E"]`. Pure. */
export function hiddenInCode(text: string): string[] {
  return find(text, CODE);
}

/** The hidden characters of a title or name, with repetitions. Pure. */
export function hiddenInLine(text: string): string[] {
  return find(text, LINE);
}
