import { argumentsOf, lastOf } from "@/lib/fixes/hazards/python-arguments";
import { splitAt, textOfTokens, type NameUse, type PythonStatement } from "@/lib/fixes/hazards/python-names";
import { PLACE_ARGUMENTS, PRINTS, READS_SECRET, RUNS, SENDS, STORES } from "@/lib/fixes/hazards/python-rules";

export interface Leak {
  /** The name through which the secret leaks. */
  name: string;
  /** Equal for the same name with the same arguments. */
  key: string;
}

const SECRET_KEY = /pass|pwd|secret|token|key|cred|auth|private|conn|dsn|ur[il]|cookie|session|salt|cert/i;
/** Attributes of a connection that are not secret. */
const OPEN_ATTRIBUTE = /^(?:host|schema|port|conn_type|conn_id|login|description|get)$/;
const MEASURES: ReadonlySet<string> = new Set(["len", "bool", "type", "isinstance"]);

/** Variables that a statement assigns a secret to. Pure. */
export function findSecretNames(statements: readonly PythonStatement[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const statement of statements) {
    const secrets = statement.uses.filter((use) => isSecret(statement, use));
    const consumed = secrets.length > 0 ? consumedUses(statement) : null;
    if (secrets.every((use) => consumed?.has(use))) continue;
    for (const name of targetsOf(statement)) found.add(name);
  }
  return found;
}

/** Calls whose result still contains the secret. */
const WRAPS: ReadonlySet<string> = new Set(
  "str dict list dumps format strip encode decode b64encode join get".split(" "),
);

/** Uses consumed as arguments by a call that does not return them, such as creating a database engine. */
function consumedUses({ uses }: PythonStatement): Set<NameUse> {
  const found = new Set<NameUse>();
  const open: NameUse[] = [];
  for (const use of uses) {
    while ((open.at(-1)?.args?.[1] ?? Infinity) <= use.at) open.pop();
    if (open.some(({ names }) => !WRAPS.has(lastOf(names[0] ?? "")))) found.add(use);
    if (use.args !== null) open.push(use);
  }
  return found;
}

/** Places where a statement may print, store or send a secret that it reads or that is in a variable of `secrets`. Pure. */
export function findLeaks(statement: PythonStatement, secrets: ReadonlySet<string>): Leak[] {
  const { tokens, uses } = statement;
  const certain = uses.filter((use) => isSecret(statement, use) || isHeld(statement, use, secrets));
  const possible = uses.filter((use) => use.names.some((name) => READS_SECRET.test(name)));
  if (certain.length + possible.length === 0) return [];
  const leaks = uses.flatMap((use): Leak[] => {
    const isPlain = use.names.some((name) => PRINTS.test(name) || SENDS.test(name));
    const isStore = use.names.some((name) => STORES.test(name) || SENDS.test(name) || RUNS.test(name));
    const within = (found: readonly NameUse[]) =>
      usesWithin(use, found).some((item) => !(isStore && isPlace(statement, use, item.at)));
    const isLeak = (isPlain && within(certain)) || (isStore && (within(certain) || within(possible)));
    return isLeak ? [{ name: shortName(use), key: `leak ${argumentsOf(statement, use)}` }] : [];
  });
  if (certain.some((use) => isInUrl(statement, use))) {
    leaks.push({ name: "a URL", key: `leak ${textOfTokens(tokens)}` });
  }
  const isRaised = tokens[0]?.text === "raise" && certain.length > 0;
  return isRaised ? [...leaks, { name: "raise", key: `leak ${textOfTokens(tokens)}` }] : leaks;
}

/** Whether a use is interpolated into a URL, as in `f"https://{host}/?key={secret}"`, which exposes it to the host. */
function isInUrl({ tokens }: PythonStatement, { at }: NameUse): boolean {
  const place = tokens.findLastIndex(
    (token, i) => i < at && token.kind === "string" && /^[a-z]*f/i.test(token.text),
  );
  const [prefix = ""] = /^[a-z]+["']{1,3}\s*https?:\/\//i.exec(tokens[place]?.text ?? "") ?? [];
  return prefix !== "";
}

/** Whether a use reads a secret, judged by its name, or by a name computed at run time. */
function isSecret({ tokens }: PythonStatement, use: NameUse): boolean {
  const name = use.names.find((item) => READS_SECRET.test(item));
  if (name === undefined || use.next === "import") return false;
  if (/get_connections?$/.test(name)) {
    const attribute = use.args && tokens[use.args[1] + 1]?.text === "." ? tokens[use.args[1] + 2]?.text : "";
    return use.args !== null && !OPEN_ATTRIBUTE.test(attribute ?? "");
  }
  if (!/environb?|getenvb?|Variable|variable|secrets?\.get$/.test(name)) return true;
  const isSubscript = use.next === "[";
  if (use.args === null && !isSubscript) return false;
  const given = tokens[use.end + 1];
  return given?.kind !== "string" || /^[^'"]*f/i.test(given.text) || SECRET_KEY.test(given.text);
}

/** Whether a use passes on a secret variable itself, not its length or a connection's host. */
function isHeld({ tokens }: PythonStatement, use: NameUse, secrets: ReadonlySet<string>): boolean {
  const head = tokens[use.at]?.text ?? "";
  if (!secrets.has(head) || tokens[use.at - 1]?.text === ".") return false;
  const attribute = use.next === "." || tokens[use.at + 1]?.text !== "." ? "" : tokens[use.at + 2]?.text;
  const isMeasured = tokens[use.at - 1]?.text === "(" && MEASURES.has(tokens[use.at - 2]?.text ?? "");
  return !isMeasured && !OPEN_ATTRIBUTE.test(attribute ?? "");
}

/** Names a statement assigns: `a = `, `a, b = `, `with x as a`, `(a := x)`. */
function targetsOf({ tokens }: PythonStatement): string[] {
  const equals = splitAt(tokens, "=").length > 1 ? tokens.findIndex((token) => token.text === "=") : -1;
  return tokens.flatMap((token, at) => {
    if (token.kind !== "name" || tokens[at - 1]?.text === ".") return [];
    const isGiven = at < equals || tokens[at - 1]?.text === "as" || tokens[at + 1]?.text === ":=";
    return isGiven ? [token.text] : [];
  });
}

/** The uses in `found` (in statement order) that are inside the arguments of a use. */
function usesWithin({ args }: NameUse, found: readonly NameUse[]): readonly NameUse[] {
  if (args === null) return [];
  return found.slice(countBefore(found, args[0]), countBefore(found, args[1]));
}

/** Number of uses before a position, by binary search. */
function countBefore(found: readonly NameUse[], at: number): number {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a token is in an argument that only controls where something is stored. */
function isPlace({ tokens }: PythonStatement, use: NameUse, at: number): boolean {
  if (use.args === null) return false;
  let start = use.args[0];
  for (const part of splitAt(tokens.slice(...use.args), ",")) {
    const end = start + part.length;
    if (at >= start && at < end) return part[1]?.text === "=" && PLACE_ARGUMENTS.has(part[0]?.text ?? "");
    start = end + 1;
  }
  return false;
}

function shortName({ names }: NameUse): string {
  return (names[0] ?? "").replace(/^\?\.|^builtins\./, "");
}
