export { boundText } from "@/lib/logs/findings/bound-text";

const HEAD = /^(?<type>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)(?::|$)/;
const TYPE_WORD =
  /(?:Error|Exception|Warning|Timeout|Interrupt|Exit|Failure|Fault|NotFound|Denied|Violation|Expired|Unavailable|Exhausted|Forbidden|Unauthorized|BadRequest|Conflict|Aborted|Cancelled|DoesNotExist|Table|Column|Function|Database|Schema|Object|Syntax|Limit|Killed|Crashed|Run)$/;
/** `(psycopg2.errors.UndefinedTable) …`: SQLAlchemy's reference to the driver's type. */
const DRIVER_TYPE = /(?:^|: |\n)\((?<type>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)+)\)/g;

/** `RetryError[<Future at 0x7f state=finished raised ReadTimeout>]`: tenacity's reference to the retried error. */
const RETRIED_TYPE = /state=finished raised (?<type>[A-Za-z_]\w*)>/g;

/** `E       AssertionError: …`: pytest's error lines. */
const TESTED_TYPE = /(?:^|\n)E {2,16}(?<type>[A-Za-z_][\w.]{0,120}(?:Error|Exception))(?=:|$)/g;

/** `ERROR Executor: … java.lang.NumberFormatException: …`: a type named after the line's prefix. */
const NAMED_TYPE = /(?:^|[\s:([])(?<type>(?:[a-z_]\w{0,40}\.){0,8}[A-Z]\w{1,80}(?:Error|Exception))(?=: \S)/;

/** Splits `Type: message`; the type is null if the text does not start with one. */
export function splitHead(text: string): { type: string | null; message: string } {
  const hit = HEAD.exec(text);
  const type = hit?.groups?.["type"];
  if (type === undefined || !(type.includes(".") || TYPE_WORD.test(type)))
    return { type: null, message: text };
  return { type, message: text.slice(type.length).replace(/^:\s?/, "") };
}

/** The exception types a text names, in lower case: its own and nested ones such as the driver's. */
export function errorTypesIn(type: string | null, text: string): string[] {
  const types = new Set<string>();
  if (type !== null) types.add(type.toLowerCase());
  const head = splitHead(text).type;
  if (head !== null) types.add(head.toLowerCase());
  for (const hit of [DRIVER_TYPE, RETRIED_TYPE, TESTED_TYPE].flatMap((pattern) => [
    ...text.matchAll(pattern),
  ])) {
    const inner = hit.groups?.["type"];
    if (inner !== undefined) types.add(inner.toLowerCase());
  }
  const named = types.size === 0 ? NAMED_TYPE.exec(text.slice(0, 400))?.groups?.["type"] : undefined;
  if (named !== undefined) types.add(named.toLowerCase());
  return [...types];
}

const OPTIONAL_PART = /\[\[(?<part>[^\]]*)\]\]/g;
const PART_MARK = "\u0000";
const SLOT = /\{(?<name>[A-Za-z]\w*)(?: (?<one>[^{}|]+)\|(?<many>[^{}|]+))?\}/g;

/**
 * Fills the `{name}` slots of a template; `{count row|rows}` also picks singular or plural. A part in double square
 * brackets is dropped if a name in it is unknown; elsewhere an unknown name becomes an ellipsis.
 */
export function fillTemplate(template: string, values: Record<string, string>): string {
  const fill = (text: string): string =>
    text.replaceAll(SLOT, (_, name: string, singular?: string, plural?: string) => {
      const value = shorten(values[name] ?? "…");
      return singular === undefined ? value : `${value} ${value === "1" ? singular : (plural ?? singular)}`;
    });
  const isKnown = (part: string): boolean =>
    [...part.matchAll(SLOT)].every((hit) => values[hit.groups?.["name"] ?? ""] !== undefined);
  // Insert filled parts last, because a captured value may look like a slot.
  const parts: string[] = [];
  const outside = template.replaceAll(OPTIONAL_PART, (_, part: string) => {
    parts.push(isKnown(part) ? fill(part) : "");
    return PART_MARK;
  });
  const pieces = outside.split(PART_MARK).map(fill);
  return pieces
    .map((piece, at) => piece + (parts[at] ?? ""))
    .join("")
    .trim();
}

/** What may stand in a command as it is: no character that a shell or SQL reads as its own, and no option. */
const PLAIN_VALUE = /^(?![-~])[\p{L}\p{N}_.,:@%+=/-]{1,160}$/u;

/**
 * As `fillTemplate`, for a step that a person may copy: within a command in backticks, a value with characters that a
 * shell or SQL would interpret is replaced by its name in capitals (`chmod +x PATH`). Logs are written by others.
 */
export function fillStep(template: string, values: Record<string, string>): string {
  const safe = template
    .split("`")
    .map((part, at) => (at % 2 === 1 && !/^\{\w+\}$/.test(part) ? withPlaceholders(part, values) : part))
    .join("`");
  return fillTemplate(safe, values);
}

function withPlaceholders(command: string, values: Record<string, string>): string {
  return command.replaceAll(SLOT, (slot: string, name: string) =>
    values[name] === undefined || PLAIN_VALUE.test(values[name].trim()) ? slot : name.toUpperCase(),
  );
}

function shorten(value: string): string {
  const flat = tidy(withoutBreaks(value).replaceAll(/\s+/g, " ").trim()).replaceAll("`", "'");
  return flat.length <= 160 ? flat : `${flat.slice(0, 157)}…`;
}

/** Reads the escaped quotes of a message that was printed as a Python or JSON literal. */
export function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(['"])/g, "$1");
}

/** Reads line breaks and tabs that a log printed as `\n` and `\t`, unless they may be part of a Windows path. */
export function withoutBreaks(text: string): string {
  return WINDOWS_PATH.test(text) ? text : text.replaceAll(/(?:\\r)?\\n/g, "\n").replaceAll(/\\t/g, " ");
}

const WINDOWS_PATH = /\b[A-Za-z]:\\|\\\\\w/;

/**
 * Removes what a capture took along from the end of its literal: a closing quote or bracket without its opening
 * one, and punctuation.
 */
function tidy(value: string): string {
  let text = value.replace(HANGING, "");
  for (;;) {
    const last = text.at(-1) ?? "";
    const opening = OPENING[last];
    if (opening === undefined) return text;
    const isBalanced =
      opening === last ? count(text, last) % 2 === 0 : count(text, opening) >= count(text, last);
    if (isBalanced) return text;
    text = text.slice(0, -1).replace(HANGING, "");
  }
}

/** The punctuation after a name or at the end of a sentence. */
const HANGING = /(?<=[^.])[\s.,:;]+$/;

const OPENING: Readonly<Record<string, string>> = { "'": "'", '"': '"', ")": "(", "]": "[", "}": "{" };

/** How often the character occurs, without apostrophes inside words. */
function count(text: string, character: string): number {
  const words = character === "'" ? text.replaceAll(/(?<=\w)'(?=\w)/g, "") : text;
  return words.split(character).length - 1;
}
