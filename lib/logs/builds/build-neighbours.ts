/** Features from the lines around a line, and from where each kind of line first appears. */
import {
  MIN_EVIDENCE_WEIGHT,
  shapeBit,
  LINE_KINDS,
  type LineShapes,
  type LineKind,
} from "@/lib/logs/builds/build-shapes";
import type { AddFeature, BuildView } from "@/lib/logs/builds/build-view";

/** Shapes that are informative about neighbouring lines. */
const NEAR = ["failed-test", "compiler-error", "assertion", "exit-report", "stack-frame", "source-place", "typed-error", "test-summary", "failures-heading", "pointer", "apology", "ci-mark", "command", "fetching", "passed", "warning", "follow-up", "diagnostic", "died", "pass-mark"] as const; // prettier-ignore
const NEAR_BITS = NEAR.map(shapeBit);
/** Line offsets within which they are looked for. */
const SPANS = [
  { name: "above-2", from: -2, to: -1 },
  { name: "above-8", from: -8, to: -3 },
  { name: "below-2", from: 1, to: 2 },
  { name: "below-8", from: 3, to: 8 },
] as const;

/** Kinds whose first and last line in the failing command are marked. */
const MARKED = ["evidence", "failed-test", "compiler-error", "typed-error", "red", "diagnostic"] as const;
const MARK_REACH = 12;
/** A kind begins at a line if none of this many lines above is of that kind. */
const BEGIN_REACH = 6;

/** How far below a line that indicates a failure its consequence is looked for. */
const CONSEQUENCE_REACH = 12;
const PASS_MARK = shapeBit("pass-mark");
const EXIT_REPORT = shapeBit("exit-report");

export const NEIGHBOUR_FEATURES: readonly string[] = [
  "strong-before-pass",
  "strong-before-exit",
  "strong-before-neither",
  "strong-among-passes",
  "after-blank",
  "before-blank",
  ...SPANS.flatMap((span) => [...NEAR, "evidence", "red"].map((name) => `${name}-${span.name}`)),
  ...LINE_KINDS.map((name) => `begins-${name}`),
  ...MARKED.flatMap((name) => [`first-${name}`, `last-${name}`, `after-first-${name}`, `after-last-${name}`]),
];

interface Mark {
  name: string;
  first: number;
  last: number;
}

/** Returns a function that calls `add` with the name of each feature of the line at a position. */
export function neighbourFeatures(view: BuildView): (at: number, add: AddFeature) => void {
  const marks = MARKED.map((name) => findMark(view, name));
  return (at, add) => {
    for (const span of SPANS) addSpan(view.lines, at, span, add);
    if (view.lines[at - 1]?.blank === true) add("after-blank");
    if (view.lines[at + 1]?.blank === true) add("before-blank");
    for (const kind of view.lines[at]?.kinds ?? []) {
      if (!isRecent(view.lines, at, kind)) add(`begins-${kind}`);
    }
    for (const mark of marks) addMark(mark, at, add);
    if (view.lines[at]?.strong === true) addConsequence(view.lines, at, add);
  };
}

/** What follows a line that indicates a failure: a test that passes, or the report that the command ended. */
function addConsequence(lines: readonly LineShapes[], at: number, add: AddFeature): void {
  const holds = (bit: number) => (line: LineShapes) => (line.bits & bit) !== 0;
  const below = lines.slice(at + 1, at + 1 + CONSEQUENCE_REACH);
  const pass = below.findIndex(holds(PASS_MARK));
  const exit = below.findIndex(holds(EXIT_REPORT));
  if (pass === -1 && exit === -1) add("strong-before-neither");
  else if (exit === -1 || (pass !== -1 && pass < exit)) add("strong-before-pass");
  else add("strong-before-exit");
  const above = lines.slice(Math.max(0, at - CONSEQUENCE_REACH), at);
  if (pass !== -1 && above.some(holds(PASS_MARK))) add("strong-among-passes");
}

function addSpan(
  lines: readonly LineShapes[],
  at: number,
  span: (typeof SPANS)[number],
  add: AddFeature,
): void {
  let bits = 0;
  let evidence = 0;
  let red = false;
  for (let step = span.from; step <= span.to; step += 1) {
    const other = lines[at + step];
    if (other === undefined) continue;
    bits |= other.bits;
    evidence = Math.max(evidence, other.evidence);
    red ||= other.red;
  }
  for (const [index, bit] of NEAR_BITS.entries()) if ((bits & bit) !== 0) add(`${NEAR[index]}-${span.name}`);
  if (evidence >= MIN_EVIDENCE_WEIGHT) add(`evidence-${span.name}`);
  if (red) add(`red-${span.name}`);
}

function isRecent(lines: readonly LineShapes[], at: number, kind: LineKind): boolean {
  for (let above = Math.max(0, at - BEGIN_REACH); above < at; above += 1) {
    if (lines[above]?.kinds.includes(kind) === true) return true;
  }
  return false;
}

function findMark({ lines, inside }: BuildView, name: LineKind): Mark {
  const holds = (line: LineShapes, at: number) => inside[at] === true && line.kinds.includes(name);
  return { name, first: lines.findIndex(holds), last: lines.findLastIndex(holds) };
}

function addMark({ name, first, last }: Mark, at: number, add: AddFeature): void {
  if (first === -1) return;
  if (at === first) add(`first-${name}`);
  else if (at > first && at - first <= MARK_REACH) add(`after-first-${name}`);
  if (at === last) add(`last-${name}`);
  else if (at > last && at - last <= MARK_REACH) add(`after-last-${name}`);
}
