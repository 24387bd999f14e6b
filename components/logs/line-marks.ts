import { shownExceptions } from "@/components/logs/shown-exceptions";
import type { LogFacts } from "@/lib/evidence/schemas";

/** What the gutter says of a line. */
export interface LineMark {
  kind: "failing" | "root" | "chain" | "candidate";
  /** For a tooltip and for those who hear the page. */
  label: string;
}

/** What stands in the gutter for each kind; the legend under the log says it in words. */
export const MARK_SIGN: Record<LineMark["kind"], string> = {
  failing: "●",
  root: "◆",
  chain: "◇",
  candidate: "·",
};
export const MARK_WORDS: Record<LineMark["kind"], string> = {
  failing: "the failing line",
  root: "root of the chain of errors",
  chain: "in the chain",
  candidate: "weighed too",
};

const CANDIDATES = 5;
const STRENGTH = ["candidate", "chain", "root", "failing"] as const;

/** Line → its mark; of several the strongest, with all that is said of it. */
export function lineMarks(facts: LogFacts | null): ReadonlyMap<number, LineMark> {
  const marks = new Map<number, LineMark>();
  // In the log of a run that succeeded no line failed, whatever it says.
  if (facts?.outcome === "no_failure") return marks;
  const add = (line: number, kind: LineMark["kind"], label: string) => {
    const known = marks.get(line);
    if (!known) return marks.set(line, { kind, label });
    const stronger = STRENGTH.indexOf(kind) > STRENGTH.indexOf(known.kind) ? kind : known.kind;
    return marks.set(line, { kind: stronger, label: `${known.label}; ${label}` });
  };
  facts?.failingLines.slice(0, CANDIDATES).forEach((one, i) => {
    if (i === 0) add(one.line, "failing", "the failing line");
    else add(one.line, "candidate", `candidate ${i + 1} for the failing line`);
  });
  for (const { messageLine: line, type, isRoot } of facts ? shownExceptions(facts) : []) {
    const name = type ?? "an error";
    add(line, isRoot ? "root" : "chain", isRoot ? `${name}, the root of the chain` : `${name}, in the chain`);
  }
  return marks;
}
