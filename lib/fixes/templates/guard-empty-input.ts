import { splitPython } from "@/lib/fixes/templates/python-strings";
import type { FixTemplate } from "@/lib/fixes/templates/template";
import { escapedName } from "@/lib/fixes/templates/text-edits";

interface EmptyCase {
  error: RegExp;
  /** The failing expression, with the name that is empty as the group `name`. */
  expression: RegExp;
  /** The test for emptiness. */
  test: (name: string) => string;
  /** The name must be seen to be a list, because `len` of an iterator fails. */
  isListNeeded: boolean;
}

const NAME = String.raw`(?<name>[A-Za-z_]\w{0,60})`;
const COLUMN = String.raw`(?:\[["'][^"'\]\n]{1,80}["']\])?`;

const CASES: readonly EmptyCase[] = [
  {
    error: /single positional indexer is out-of-bounds|index 0 is out of bounds for axis 0 with size 0/,
    expression: new RegExp(String.raw`(?<![\w.\])])${NAME}${COLUMN}\.(?:iloc|values|iat)\[(?:0|-1)\]`),
    test: (name) => `${name}.empty`,
    isListNeeded: false,
  },
  {
    error: /No objects to concatenate/,
    expression: new RegExp(String.raw`\bconcat\(\s{0,5}${NAME}\s{0,5}[,)]`),
    test: (name) => `len(${name}) == 0`,
    isListNeeded: true,
  },
  {
    error: /\bZeroDivisionError\b/,
    expression: new RegExp(String.raw`/\s{0,5}len\(\s{0,5}${NAME}\s{0,5}\)`),
    test: (name) => `len(${name}) == 0`,
    isListNeeded: false,
  },
  {
    error: /(?:max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)/,
    expression: new RegExp(String.raw`\b(?:max|min)\(\s{0,5}${NAME}\s{0,5}[,)]`),
    test: (name) => `len(${name}) == 0`,
    isListNeeded: true,
  },
  {
    error: /\bIndexError: list index out of range/,
    expression: new RegExp(String.raw`(?<![\w.\])])${NAME}\[(?:0|-1)\]`),
    test: (name) => `len(${name}) == 0`,
    isListNeeded: false,
  },
];

/**
 * Fails with an error that names the empty input, instead of one about an index. It hides nothing: the task still fails
 * without data, and the cautions say how to end it early where that is allowed.
 */
export const guardEmptyInput: FixTemplate = {
  id: "python/guard-empty-input",
  kind: "patch",
  async draft({ material, code }) {
    const found = CASES.find(({ error }) => error.test(material.failure));
    const frame = code.frames[0];
    if (!found || !frame || frame.line === null || !frame.path.endsWith(".py")) return null;
    const before = await code.read(frame.path);
    const lines = before?.split("\n") ?? [];
    const line = lines[frame.line - 1];
    const isStale = frame.source !== null && line?.trim() !== frame.source.trim();
    if (before === null || line === undefined || isStale) return null;
    const name = found.expression.exec(line)?.groups?.["name"];
    if (name === undefined || name === "self" || !isStatement(before, lines, frame.line - 1)) return null;
    const above = lines.slice(0, frame.line - 1).join("\n");
    if (found.isListNeeded && !isList(above, name)) return null;
    const test = found.test(name);
    // A second guard would not help.
    if (
      above
        .split("\n")
        .slice(-6)
        .some((other) => other.includes(`if ${test}`))
    )
      return null;
    const guard = guardOf(line, name, test);
    return {
      title: `Fail clearly when ${name} is empty in ${frame.path}`,
      rationale: `The failing line expects at least one row in \`${name}\`, and there was none. With this change the task says which input is missing.`,
      edits: [
        {
          path: frame.path,
          before,
          after: [...lines.slice(0, frame.line - 1), ...guard, ...lines.slice(frame.line - 1)].join("\n"),
        },
      ],
      cautions: [
        "The task still fails without data, so that no loss of data is hidden. Find out why the input was empty.",
        `If an empty input is legitimate, return early instead, or skip the task, and say so in the log.`,
      ],
      level: "medium",
    };
  },
};

function guardOf(line: string, name: string, test: string): string[] {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const step = indent.includes("\t") ? "\t" : "    ";
  const message = `${name} is empty: there is no input for this step`;
  return [`${indent}if ${test}:`, `${indent}${step}raise ValueError("${message}")`];
}

/** Whether a line is a statement of its own, so that another can be put before it. */
function isStatement(text: string, lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (/^\s*(?:elif|else|except|finally|and|or|[)\]},.])/.test(line)) return false;
  if ((lines[at - 1] ?? "").trimEnd().endsWith("\\") || /^\s*@/.test(lines[at - 1] ?? "")) return false;
  const start = lines.slice(0, at).join("\n").length;
  let position = 0;
  let depth = 0;
  for (const part of splitPython(text)) {
    if (position >= start) break;
    if (part.kind !== "code") {
      // Inside a string that spans lines.
      if (part.kind === "string" && position + part.text.length > start) return false;
    } else {
      for (const char of part.text.slice(0, start - position)) {
        if ("([{".includes(char)) depth += 1;
        if (")]}".includes(char)) depth -= 1;
      }
    }
    position += part.text.length;
  }
  return depth === 0;
}

/** Whether a name is seen to be assigned a list. */
function isList(text: string, name: string): boolean {
  return new RegExp(
    String.raw`^\s*${escapedName(name)}\s{0,5}(?::[^=\n]{1,80})?=\s{0,5}(?:\[|list\(|sorted\()`,
    "m",
  ).test(text);
}
