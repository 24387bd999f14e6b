import { splitAt, textOfTokens, type NameUse, type PythonStatement } from "@/lib/fixes/hazards/python-names";
import { TIMING_ARGUMENTS } from "@/lib/fixes/hazards/python-rules";

const NOTHING: ReadonlyMap<string, string> = new Map();

/** The last part of a dotted name, because a class may be imported from several modules. Pure. */
export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/**
 * A call's arguments as text, without those that only control timing; names are followed by their assigned values from
 * `values`. Pure.
 */
export function argumentsOf(
  { tokens }: PythonStatement,
  { names, args }: NameUse,
  values: ReadonlyMap<string, string> = NOTHING,
): string {
  if (args === null) return "";
  const parts = splitAt(tokens.slice(...args), ",").filter(
    ([name, equals]) => equals?.text !== "=" || !TIMING_ARGUMENTS.has(name?.text ?? ""),
  );
  const given = parts.map((part) => textOfTokens(part)).join(", ");
  const used = new Set(parts.flat().flatMap(({ kind, text }) => (kind === "name" ? [text] : [])));
  return [lastOf(names[0] ?? ""), given, ...[...used].flatMap((name) => values.get(name) ?? [])].join("; ");
}
