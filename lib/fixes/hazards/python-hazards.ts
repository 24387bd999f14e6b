import { newItems } from "@/lib/fixes/hazards/new-items";
import { argumentsOf, lastOf } from "@/lib/fixes/hazards/python-arguments";
import {
  readPython,
  splitAt,
  textOfTokens,
  type NameUse,
  type PythonStatement,
} from "@/lib/fixes/hazards/python-names";
import {
  EVALUATES,
  HARMLESS,
  POWERFUL_MODULES,
  READS_SECRET,
  RUNS,
  SENDS,
} from "@/lib/fixes/hazards/python-rules";
import { findLeaks, findSecretNames } from "@/lib/fixes/hazards/python-secrets";

export type HazardKind = "runs" | "evaluates" | "environment" | "leaks";

/** Something a reviewer must not overlook, and the name involved. */
export interface Hazard {
  kind: HazardKind;
  name: string;
}

interface Item extends Hazard {
  /** Equal for code that does the same, wherever it is. */
  key: string;
}

export interface PythonHazards {
  hazards: Hazard[];
  /** False if the new text could not be parsed as Python; then it has to be checked line by line. */
  isComplete: boolean;
}

/**
 * New hazards in a changed Python file. Compares behavior, not lines: a call moved out of a comment or docstring is new;
 * one that only moved, or whose retries changed, is not; one whose command changed is, even if the command is assigned
 * on another line. Values from functions, other files or run time are not tracked. Pure.
 */
export function pythonHazards(before: string, after: string): PythonHazards {
  const [old, changed] = [readPython(before), readPython(after)];
  const items = newItems(findItems(old.statements), findItems(changed.statements), (item) => item.key);
  const statements = newItems(old.statements, changed.statements, ({ tokens }) => textOfTokens(tokens));
  const sends = statements.some(hasUse(SENDS)) && statements.some(hasUse(READS_SECRET));
  return {
    hazards: sends ? [...items, { kind: "leaks", name: "" }] : items,
    isComplete: changed.isComplete,
  };
}

function findItems(statements: readonly PythonStatement[]): Item[] {
  const values = assignedValues(statements);
  const secrets = findSecretNames(statements);
  return statements.flatMap((statement) => [
    ...statement.uses.flatMap((use) => itemOf(statement, use, values)),
    ...switchesIn(statement),
    ...findLeaks(statement, secrets).map((leak): Item => ({ kind: "leaks", ...leak })),
  ]);
}

function itemOf(statement: PythonStatement, use: NameUse, values: ReadonlyMap<string, string>): Item[] {
  const name = use.names.find(isHazard);
  if (name === undefined) return valueItems(statement, use);
  const kind = RUNS.test(name) ? "runs" : "evaluates";
  const given = argumentsOf(statement, use, kind === "runs" ? values : undefined);
  if (kind === "evaluates" && SAFE_LOADER.test(given)) return [];
  return [{ kind, name, key: JSON.stringify([kind, lastOf(name), given]) }];
}

const SAFE_LOADER = /\b(?:C?SafeLoader|BaseLoader)\b/;

function isHazard(name: string): boolean {
  return (RUNS.test(name) || EVALUATES.test(name)) && !HARMLESS.test(name);
}

/** A module or the environment passed on as a value, whose use cannot be tracked. */
function valueItems({ tokens }: PythonStatement, use: NameUse): Item[] {
  const module = use.names.find((name) => isPassedOn(name, use));
  if (module !== undefined) {
    return [{ kind: "evaluates", name: `${module} as a value`, key: `value ${module}` }];
  }
  const isWhole =
    use.names.some((name) => WHOLE_ENVIRONMENT.test(name)) &&
    !["[", "import"].includes(use.next) &&
    tokens[use.at - 1]?.text !== "in";
  return isWhole ? [{ kind: "environment", name: "os.environ", key: "environment" }] : [];
}

/** A powerful module used as a value, or reached through another module. */
function isPassedOn(name: string, use: NameUse): boolean {
  if (POWERFUL_MODULES.has(name)) return use.next !== "import";
  return !name.startsWith("?") && POWERFUL_MODULES.has(lastOf(name));
}

/** Arguments that let a library execute what it loads, and names computed at run time. */
function switchesIn(statement: PythonStatement): Item[] {
  const { tokens } = statement;
  return tokens.flatMap(({ text }, at): Item[] => {
    const isSwitched =
      UNSAFE_SWITCHES.has(text) && tokens[at + 1]?.text === "=" && tokens[at + 2]?.text !== "False";
    const isLookup = LOOKUPS.has(text) && isRead(statement, at);
    if (isCommand(statement, at)) {
      return [{ kind: "runs", name: "bash_command", key: `command ${textOfTokens(tokens)}` }];
    }
    return isSwitched || isLookup ? [{ kind: "evaluates", name: text, key: `switch ${text}` }] : [];
  });
}

/** An operator command passed to an unknown class, or set later. */
function isCommand({ tokens, uses }: PythonStatement, at: number): boolean {
  const token = tokens[at];
  if (token === undefined || !/^(?:bash_command|cmds)$/.test(token.text.replaceAll(/["']/g, "")))
    return false;
  return !uses.some(
    ({ names, args }) => args && at >= args[0] && at < args[1] && names.some((name) => RUNS.test(name)),
  );
}

const LOOKUPS: ReadonlySet<string> = new Set(["globals", "locals", "vars", "getattr"]);

/** A read of `globals()[name]`, or `getattr(x, "a" + "b")`. */
function isRead({ tokens, uses }: PythonStatement, at: number): boolean {
  if (tokens[at]?.text !== "getattr") {
    const isSubscript = textOfTokens(tokens.slice(at + 1, at + 4), "") === "()[";
    return isSubscript && !(at === 0 && splitAt(tokens, "=").length > 1);
  }
  const args = uses.find((use) => use.at === at)?.args;
  const name = args ? (splitAt(tokens.slice(...args), ",")[1] ?? []) : [];
  return name.length > 1 && name.some((token) => token.kind === "string" && !/^[a-z]*f/i.test(token.text));
}

const UNSAFE_SWITCHES: ReadonlySet<string> = new Set([
  "allow_pickle",
  "trust_remote_code",
  "allow_dangerous_deserialization",
]);

const WHOLE_ENVIRONMENT = /^os\.environb?(?:\.(?:copy|items|values|__dict__))?$/;

/** Everything a file assigns or appends to each name. */
function assignedValues(statements: readonly PythonStatement[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { tokens } of statements) {
    const [name, next] = tokens;
    const isGrown = next?.text === "." && GROWS.test(tokens[2]?.text ?? "");
    if (name?.kind !== "name" || next === undefined || !(isGrown || ASSIGNS.test(next.text))) continue;
    values.set(name.text, `${values.get(name.text) ?? ""}; ${textOfTokens(tokens.slice(1))}`);
  }
  return values;
}

const ASSIGNS = /^(?:[-+*/%|&]?=|:)$/;
const GROWS = /^(?:append|extend|insert|update|add|setdefault)$/;

function hasUse(rule: { test(name: string): boolean }): (statement: PythonStatement) => boolean {
  return ({ uses }) => uses.some((use) => use.names.some((name) => rule.test(name)));
}
