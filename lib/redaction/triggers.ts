/** Finds the words in a text that may announce a secret. */
import type { CommandRule } from "@/lib/redaction/command-rule";
import { COMMAND_RULES } from "@/lib/redaction/command-rules";
import { FOREIGN_BEGINNINGS, FOREIGN_WORDS } from "@/lib/redaction/secret-key";
import { WordScanner } from "@/lib/redaction/word-scanner";

/** Pattern sources, each starting with a literal character; the longer of two with a common prefix comes first. */
const KEY_WORDS = [
  ...FOREIGN_WORDS,
  "passw(?:or)?ds?",
  "pass[ _-]?phrases?",
  "pass[ _-]words?",
  "passcode",
  "pass",
  "pswd",
  "pwd",
  "psw",
  "pw",
  "dbt_env_(?:custom_env_)?secret_\\w{1,60}",
  "secrets?",
  "tokens?",
  "account\\.key\\.[a-z0-9-]{1,40}\\.(?:blob|dfs|file|queue|table)\\.core\\.[a-z.]{1,30}",
  "key",
  "auth(?:orization)?",
  "cookies?",
  "credentials?",
  "creds?",
  "masterauth",
  "sig(?:nature)?",
  "samlresponse",
  ":\\/\\/",
  "bearer[ \\t]",
  "basic[ \\t]",
  "-----begin",
  "insert[ \\t\\r\\n]{1,20}into",
  "replace[ \\t\\r\\n]{1,20}into",
  "upsert[ \\t\\r\\n]{1,20}into",
  "\\[parameters: ",
  "\\[generated in [0-9.]{1,12}s\\] ",
  "\\[cached since [0-9.]{1,12}s ago\\] ",
  "\\[no key [0-9.]{1,12}s\\] ",
  "parameters: (?=\\$1)",
  "param(?:eter)?s[=:] ?(?=[(\\[{])",
  "; args=(?=[(\\[])",
];
const KEY_BEGINNINGS =
  "ins rep ups pas psw pw dbt sec tok mas acc key aut coo cre sig sam :// bea bas --- [pa [ge [ca [no par".split(
    " ",
  );

/** Rules by their first word; rules of `ldap` are also listed under `ldappasswd`, which shadows it in the search. */
const RULES = new Map<string, CommandRule[]>();
for (const { word } of COMMAND_RULES) {
  const rules = COMMAND_RULES.filter((rule) => word.startsWith(rule.word));
  RULES.set(
    word,
    rules.toSorted((a, b) => b.word.length - a.word.length),
  );
}
const COMMAND_WORDS = [...RULES.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"));

const ASCII = 128;
/** Patterns by their first character, ignoring case. */
interface Patterns {
  ascii: readonly (RegExp | null)[];
  others: ReadonlyMap<string, RegExp>;
}

const SCANNER = new WordScanner([...RULES.keys(), ...FOREIGN_BEGINNINGS, ...KEY_BEGINNINGS, "; args"]);
const KEY_PATTERNS = patternsByInitial(KEY_WORDS);
const COMMAND_PATTERNS = patternsByInitial(COMMAND_WORDS);

/** The next position where a word may begin, or -1. Cheap, with many false positives. */
export function nextTrigger(text: string, from: number): number {
  return SCANNER.next(text, from);
}

/** The word at `at` that may end a key name, or start a statement, URL, header or PEM block. */
export function keyWordAt(text: string, at: number): string | null {
  return wordAt(KEY_PATTERNS, text, at);
}

/** The rules of the command or call that begins at `at`, the longest name first. */
export function commandRulesAt(text: string, at: number): readonly CommandRule[] {
  const word = wordAt(COMMAND_PATTERNS, text, at);
  return word === null ? [] : (RULES.get(word.toLowerCase()) ?? []);
}

function wordAt(patterns: Patterns, text: string, at: number): string | null {
  const code = text.charCodeAt(at);
  const pattern = code < ASCII ? patterns.ascii[code] : patterns.others.get(text.charAt(at).toLowerCase());
  if (pattern === undefined || pattern === null) return null;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** One small pattern per initial, because a single large pattern is slow. */
function patternsByInitial(sources: readonly string[]): Patterns {
  const groups = new Map<string, string[]>();
  for (const source of sources) {
    const initial = source.replace("\\", "").charAt(0).toLowerCase();
    groups.set(initial, [...(groups.get(initial) ?? []), source]);
  }
  const others = new Map([...groups].map(([initial, group]) => [initial, new RegExp(group.join("|"), "iy")]));
  const ascii = Array.from(
    { length: ASCII },
    (_, code) => others.get(String.fromCharCode(code).toLowerCase()) ?? null,
  );
  return { ascii, others };
}
