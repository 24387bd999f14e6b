import type { LogFacts } from "@/lib/evidence/schemas";

/** What the gutter says of a line. */
export interface LineMark {
  kind: "failing" | "root" | "chain" | "candidate";
  /** For a tooltip and for those who hear the page. */
  label: string;
}

const CANDIDATES = 5;
const STRENGTH = ["candidate", "chain", "root", "failing"] as const;

/** Line → its mark; of several the strongest, with all that is said of it. */
export function lineMarks(facts: LogFacts | null): ReadonlyMap<number, LineMark> {
  const marks = new Map<number, LineMark>();
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
  for (const { line, type, isRoot } of facts?.chain ?? []) {
    const name = type ?? "an error";
    add(line, isRoot ? "root" : "chain", isRoot ? `${name}, the root of the chain` : `${name}, in the chain`);
  }
  return marks;
}
