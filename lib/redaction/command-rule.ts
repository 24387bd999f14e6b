/** Building blocks for command and call rules. */

export interface CommandRule {
  /** How the pattern begins; matched case-insensitively. */
  word: string;
  kind: string;
  /** Sticky, tried where the word occurs; the group that matched is the secret and ends the match. Bounded. */
  pattern: RegExp;
}

export const BARE = "[^\\s\"'`|;&<>]{3,256}";
/** A value in quotes, which may be escaped and contain spaces, or unquoted. */
export const VALUE = `(?:\\\\{0,3}'([^'\\n]{3,256})(?=')|\\\\{0,3}"([^"\\n]{3,256})(?=")|${"\\\\{0,3}[\"'`]?"}(${BARE}))`;
/** Arguments before the secret, without anything that ends the command. */
export const ARGUMENTS = "[^\\n|;&]{0,200}?";
export const OPEN = "\\\\{0,3}[\"'`]?";
export const BLANK = "[ \\t]{1,4}";
export const MAYBE_BLANK = "[ \\t=]{0,4}";
export const BLANK_OR_EQUALS = "[ \\t=]{1,4}";

/** Between two arguments of a list, as in `["unzip", "-P", "…"]`. */
export const NEXT_ARGUMENT = "\\\\{0,3}[\"'],[ \\t]{0,4}";

/** Between a program and its subcommand. */
export const APART = `(?:${BLANK}|${NEXT_ARGUMENT}["'])`;

/** A word as the source of an expression that matches it literally. */
export function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A rule for a program whose flag is followed by the password, attached, separated or as the next list item. */
export function flag(word: string, program: string, flags: string, gap: string): CommandRule {
  const between = gap === "" ? "" : `(?:${NEXT_ARGUMENT}(?=[bu]?\\\\{0,3}["'])|${gap})`;
  return {
    word,
    kind: "password",
    pattern: new RegExp(
      `(?:${program})(?=[\\s"',]|\\.exe)${ARGUMENTS}[\\s"'](?:${flags})${between}${VALUE}`,
      "y",
    ),
  };
}

/** A rule with a custom pattern. */
export function rule(word: string, source: string, kind = "password", flags = "iy"): CommandRule {
  return { word, kind, pattern: new RegExp(source, flags) };
}
