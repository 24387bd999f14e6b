import { shownExceptions } from "@/components/logs/shown-exceptions";
import type { LogFacts } from "@/lib/evidence/schemas";

/** A mark in the log's gutter. */
export interface LineMark {
  kind: "failing" | "root" | "chain" | "candidate";
  /** For the tooltip and screen readers. */
  label: string;
}

/** The gutter symbol of each kind; the legend explains them. */
export const MARK_SYMBOL: Record<LineMark["kind"], string> = {
  failing: "●",
  root: "◆",
  chain: "◇",
  candidate: "·",
};
export const MARK_WORDS: Record<LineMark["kind"], string> = {
  failing: "failing line",
  root: "root of the exception chain",
  chain: "in the exception chain",
  candidate: "also considered",
};

const CANDIDATES = 5;
const STRENGTH = ["candidate", "chain", "root", "failing"] as const;

/** Marks by line number. The strongest kind wins; labels are joined. */
export function lineMarks(facts: LogFacts | null): ReadonlyMap<number, LineMark> {
  const marks = new Map<number, LineMark>();
  // In a successful run no line failed, whatever the log says.
  if (facts?.outcome === "no_failure") return marks;
  const add = (line: number, kind: LineMark["kind"], label: string) => {
    const known = marks.get(line);
    if (!known) return marks.set(line, { kind, label });
    const stronger = STRENGTH.indexOf(kind) > STRENGTH.indexOf(known.kind) ? kind : known.kind;
    return marks.set(line, { kind: stronger, label: `${known.label}; ${label}` });
  };
  facts?.failingLines.slice(0, CANDIDATES).forEach(({ line }, i) => {
    if (i === 0) add(line, "failing", "failing line");
    else add(line, "candidate", `also considered (${i + 1})`);
  });
  for (const { messageLine: line, type, isRoot } of facts ? shownExceptions(facts) : []) {
    const name = type ?? "error";
    add(line, isRoot ? "root" : "chain", isRoot ? `${name}, root cause` : `${name}, in the exception chain`);
  }
  return marks;
}
