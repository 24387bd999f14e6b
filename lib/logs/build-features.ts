/** What the lines of a build log look like, as named yes-or-no features for the line scorer. */
import { lineEvidence } from "@/lib/logs/line-evidence";
import type { LogLine } from "@/lib/logs/log-line";

interface Shape {
  name: string;
  pattern: RegExp;
}

/** Shapes of a line, tested on its first 400 characters. */
const SHAPES: readonly Shape[] = [
  { name: "failed-test", pattern: /--- FAIL|^\s*(?:FAIL|FAILED|FAILURE|Failure|Failed)\b:? ?\S?|\[FAIL|\bFAILED\b|^\s*(?:✗|✖|✘|×|❌|●)|^\s*not ok \d|\.\.\. ?(?:FAIL|ERROR|failed)|^\s{0,4}\d+\) \S|^_{4,} .+ _{4,}$|^=+ (?:FAILURES|ERRORS) =+$/ },
  { name: "failures-heading", pattern: /^\W{0,6}(?:failures?|errors?|failed tests?|there (?:was|were) \d+ (?:failure|error)s?|(?:the )?following .{1,60}(?:fail|error|missing|invalid).*)\W{0,6}:?$/i },
  { name: "assertion", pattern: /\bassert(?:ion|ed|_\w+)?\b|\bexpected\b|\bactual\b|\bgot:? |\bto (?:equal|be|match|have)\b|!==?|=== ?Failure/i },
  { name: "source-place", pattern: /(?:^|[\s("'[])[\w@~./\\+-]*[\w-]+\.[A-Za-z]\w{0,8}(?::\d+|\(\d+|", line \d+)| line \d+/ },
  { name: "stack-frame", pattern: /^\s*(?:at \S+[.(:]|File "|from \S+:\d+|#\d+ |\d+: 0x|in [`'])|^\s{2,}\S+\.\w{1,5}:\d+:?(?: in|\s|$)/ },
  { name: "pointer", pattern: /^\s*(?:[|~\d]{1,8}\s*)?[\^~][\s^~-]*$|^\s*(?:\| *)?\^/ },
  { name: "diff", pattern: /^(?:[+-](?!\+|-)\s?\S|@@ |diff --git|\s+[+-]{1,3} )/ },
  { name: "compiler-error", pattern: /: (?:fatal )?error(?: [A-Z]+\d+)?:|^error(?:\[|:| )|\[error\]|\berror TS\d|^E {2,}|^ERROR:? |^==\d+== ?ERROR|(?:^|\s)\*\* \(|^Error: |^fatal:/ },
  { name: "warning", pattern: /\bwarn(?:ing)?s?\b/i },
  { name: "test-summary", pattern: /\b\d+ (?:tests?|examples?|passing|passed|specs|assertions)\b|\btests? run:|\bran \d+ tests/i },
  { name: "count-summary", pattern: /\b[1-9]\d* (?:errors?|failures?|failed|failing|problems?|offenses?|issues?)\b/i },
  { name: "exit-report", pattern: /exit(?:ed)?(?: with)?(?: (?:status|code))?:? -?[1-9]|Error \d+$|ERR!|\*\*\* \[|non-zero|returned exit|BUILD FAILED|build failed|^FAIL$|Stop\.$/ },
  { name: "ci-mark", pattern: /travis_(?:fold|time)|^::(?:end)?group|^##\[/ },
  { name: "command", pattern: /^\s{0,2}(?:\$|>|\+{1,3}) \S/ },
  { name: "passed", pattern: /\bpass(?:ed|ing)?\b|\bok\b|✓|✔|\bsuccess|\bdone\b|up to date|\balready\b/i },
  { name: "fetching", pattern: /download|fetch|install|unpack|setting up|receiv|cloning|resolving|^get:\d|extract|compiling|linking|building|preparing|collecting|cached|progress|\d{1,3}%/i },
  { name: "url", pattern: /https?:\/\// },
  { name: "listing", pattern: /^\s*(?:[-*•]|\d+[.)]) \S/ },
  { name: "indented", pattern: /^(?:\s{2,}|\t)\S/ },
  { name: "ends-with-colon", pattern: /:\s*$/ },
  { name: "rule", pattern: /^\s*[-=_*#~]{4,}/ },
  { name: "apology", pattern: /\b(?:not|no|cannot|unable|couldn't|can't|didn't|doesn't|isn't|missing|invalid|unexpected|undefined|unknown|illegal|wrong|bad|should|must|broken|deprecated|conflict|mismatch|differs?|dead|unused|severity|violation)\b/i },
  { name: "capitals", pattern: /\b(?:ERROR|FAIL|FAILED|FAILURE|FATAL|PANIC|CRITICAL|SEVERE)\b/ },
  { name: "typed-error", pattern: /\b[A-Z]\w*(?:Error|Exception|Failure)\b/ },
  { name: "follow-up", pattern: /\b(?:run|use|try|see|set|visit|check|please) (?:with|again|`|the|https?|for|if|--)|\bfor more (?:info|details|help)\b|^\s*(?:note|hint|help|tip):|backtrace|stack ?trace|debug\.log|re-?run|\[Help \d\]/i },
]; // prettier-ignore

/** How far above the end of the failing command a line stands, in lines. */
const DISTANCES = [0, 2, 5, 10, 20, 40, 80, 160, 400, 1000, 4000] as const;

const OWN = SHAPES.map((shape) => shape.name);
const EVIDENCE_STEPS = [1, 14, 30, 44, 50, 56] as const;
/** Shapes that say a lot about their neighbours, with the reach (in lines) they are looked for. */
const NEAR = ["failed-test", "compiler-error", "assertion", "exit-report", "stack-frame", "source-place", "typed-error", "test-summary", "failures-heading", "pointer", "apology", "ci-mark", "command", "fetching", "passed", "warning", "follow-up"] as const; // prettier-ignore
const SPANS = [
  { name: "above-2", from: -2, to: -1 },
  { name: "above-8", from: -8, to: -3 },
  { name: "below-2", from: 1, to: 2 },
  { name: "below-8", from: 3, to: 8 },
] as const;

/** Shapes whose weight depends on where they stand. */
const PLACED = ["failed-test", "failures-heading", "compiler-error", "typed-error", "assertion", "source-place", "stack-frame", "capitals", "apology", "warning", "url", "indented", "diff"] as const; // prettier-ignore
const PLACES = ["in-failing-command", "near-end", "once", "often", "after-blank", "after-frame"] as const;

/** Names of all features; a line's features are indexes into this list. */
export const BUILD_FEATURES: readonly string[] = [
  ...OWN,
  ...EVIDENCE_STEPS.map((step) => `evidence-${step}`),
  "red",
  "blank",
  "after-blank",
  "before-blank",
  "once",
  "twice",
  "often",
  ...DISTANCES.map((distance) => `above-end-${distance}`),
  "after-end",
  "in-failing-command",
  "first-lines-of-command",
  "no-known-end",
  ...SPANS.flatMap((span) => [
    ...NEAR.map((name) => `${name}-${span.name}`),
    `evidence-${span.name}`,
    `red-${span.name}`,
  ]),
  ...PLACES.flatMap((place) => [...PLACED.map((name) => `${name}-and-${place}`), `evidence-and-${place}`]),
  ...["evidence", "failed-test", "compiler-error", "typed-error", "red"].flatMap((name) => [
    `first-${name}`,
    `last-${name}`,
    `after-first-${name}`,
    `after-last-${name}`,
  ]),
  "in-block-with-evidence",
];

const INDEX = new Map(BUILD_FEATURES.map((name, index) => [name, index]));

/** Index of a feature by its name. */
export function featureIndex(name: string): number {
  return INDEX.get(name) ?? -1;
}

/** Bits of one line's own shapes. */
interface LineShapes {
  bits: number;
  evidence: number;
  blank: boolean;
  red: boolean;
}

/** The part of a build log that is looked at and where its failing command begins and ends. */
export interface BuildRegion {
  /** Indexes into the lines, ascending; where the command printed too much, its middle is left out. */
  indexes: readonly number[];
  commandStart: number;
  /** Index of the line that reports the failing command's end; the last line where none does. */
  end: number;
  endKnown: boolean;
}

function shapesOf(line: LogLine): LineShapes {
  const text = line.text.length > 400 ? line.text.slice(0, 400) : line.text;
  const blank = text.trim() === "";
  let bits = 0;
  if (!blank) {
    for (const [index, shape] of SHAPES.entries()) if (shape.pattern.test(text)) bits |= 1 << index;
  }
  return { bits, evidence: blank ? 0 : (lineEvidence(text)?.weight ?? 0), blank, red: line.red };
}

/** Features of the lines of a region, in order: each a sorted list of feature indexes. */
export function buildFeatures(lines: readonly LogLine[], region: BuildRegion): number[][] {
  const shapes: LineShapes[] = [];
  for (const at of region.indexes) {
    const line = lines[at];
    if (line !== undefined) shapes.push(shapesOf(line));
  }
  const counts = countMasked(lines, region);
  const near = NEAR.map((name) => 1 << OWN.indexOf(name));
  const marks = evidenceMarks(shapes, region);
  return shapes.map((own, index) => {
    const features: number[] = [];
    addOwn(features, own);
    const at = region.indexes[index] ?? 0;
    addPlace(features, region, at);
    addNeighbours(features, shapes, index, near);
    addMarks(features, index, marks);
    const count = counts[index] ?? 1;
    features.push(featureIndex(count === 1 ? "once" : count === 2 ? "twice" : "often"));
    addPlaced(features, { own, before: shapes[index - 1], count, region, at });
    return features;
  });
}

function addOwn(features: number[], own: LineShapes): void {
  for (let bit = 0; bit < SHAPES.length; bit += 1) if ((own.bits & (1 << bit)) !== 0) features.push(bit);
  let step = -1;
  for (const [index, least] of EVIDENCE_STEPS.entries()) if (own.evidence >= least) step = index;
  if (step >= 0) features.push(featureIndex(`evidence-${EVIDENCE_STEPS[step]}`));
  if (own.red) features.push(featureIndex("red"));
  if (own.blank) features.push(featureIndex("blank"));
}

function addPlace(features: number[], region: BuildRegion, at: number): void {
  if (!region.endKnown) features.push(featureIndex("no-known-end"));
  if (at > region.end) features.push(featureIndex("after-end"));
  else {
    const distance = region.end - at;
    let bucket: number = DISTANCES[0];
    for (const least of DISTANCES) if (distance >= least) bucket = least;
    features.push(featureIndex(`above-end-${bucket}`));
    if (at >= region.commandStart) features.push(featureIndex("in-failing-command"));
    if (at >= region.commandStart && at - region.commandStart <= 2) {
      features.push(featureIndex("first-lines-of-command"));
    }
  }
}

const FRAME_BIT = 1 << OWN.indexOf("stack-frame");

function addPlaced(
  features: number[],
  line: { own: LineShapes; before: LineShapes | undefined; count: number; region: BuildRegion; at: number },
): void {
  const { own, before, count, region, at } = line;
  if (own.blank) return;
  const holds: Record<(typeof PLACES)[number], boolean> = {
    "in-failing-command": at >= region.commandStart && at <= region.end,
    "near-end": at <= region.end && region.end - at <= 60,
    once: count === 1,
    often: count > 4,
    "after-blank": before?.blank === true,
    "after-frame": ((before?.bits ?? 0) & FRAME_BIT) !== 0,
  };
  for (const place of PLACES) {
    if (!holds[place]) continue;
    for (const name of PLACED) {
      if ((own.bits & (1 << OWN.indexOf(name))) !== 0) features.push(featureIndex(`${name}-and-${place}`));
    }
    if (own.evidence >= 44) features.push(featureIndex(`evidence-and-${place}`));
  }
}

function addNeighbours(
  features: number[],
  shapes: readonly LineShapes[],
  index: number,
  near: readonly number[],
): void {
  for (const span of SPANS) {
    let bits = 0;
    let evidence = 0;
    let red = false;
    for (let step = span.from; step <= span.to; step += 1) {
      const other = shapes[index + step];
      if (other === undefined) continue;
      bits |= other.bits;
      evidence = Math.max(evidence, other.evidence);
      red ||= other.red;
    }
    for (const [position, bit] of near.entries()) {
      if ((bits & bit) !== 0) features.push(featureIndex(`${NEAR[position]}-${span.name}`));
    }
    if (evidence >= 44) features.push(featureIndex(`evidence-${span.name}`));
    if (red) features.push(featureIndex(`red-${span.name}`));
  }
  if (shapes[index - 1]?.blank === true) features.push(featureIndex("after-blank"));
  if (shapes[index + 1]?.blank === true) features.push(featureIndex("before-blank"));
}

/** Kinds of lines whose first and last in the failing command are worth marking. */
const MARKED = ["evidence", "failed-test", "compiler-error", "typed-error", "red"] as const;
const MARK_REACH = 12;

interface Marks {
  /** Positions of the first and last line of each kind. */
  ends: { name: (typeof MARKED)[number]; first: number; last: number }[];
  /** Whether the block of lines without a blank between them holds evidence. */
  blockHasEvidence: boolean[];
}

function evidenceMarks(shapes: readonly LineShapes[], region: BuildRegion): Marks {
  const ends = MARKED.map((name) => {
    const bit = 1 << Math.max(0, OWN.indexOf(name));
    const holds = (shape: LineShapes) =>
      name === "evidence" ? shape.evidence >= 44 : name === "red" ? shape.red : (shape.bits & bit) !== 0;
    const inside = (shape: LineShapes, index: number) => {
      const at = region.indexes[index] ?? 0;
      return at >= region.commandStart && at <= region.end && holds(shape);
    };
    return { name, first: shapes.findIndex(inside), last: shapes.findLastIndex(inside) };
  });
  return { ends, blockHasEvidence: blocksWithEvidence(shapes) };
}

function blocksWithEvidence(shapes: readonly LineShapes[]): boolean[] {
  const marked: boolean[] = Array.from({ length: shapes.length }, () => false);
  let start = 0;
  let has = false;
  for (let at = 0; at <= shapes.length; at += 1) {
    const shape = shapes[at];
    if (shape !== undefined && !shape.blank) {
      has ||= shape.evidence >= 44;
      continue;
    }
    if (has) marked.fill(true, start, at);
    start = at + 1;
    has = false;
  }
  return marked;
}

function addMarks(features: number[], index: number, marks: Marks): void {
  for (const { name, first, last } of marks.ends) {
    if (first === -1) continue;
    if (index === first) features.push(featureIndex(`first-${name}`));
    else if (index > first && index - first <= MARK_REACH) features.push(featureIndex(`after-first-${name}`));
    if (index === last) features.push(featureIndex(`last-${name}`));
    else if (index > last && index - last <= MARK_REACH) features.push(featureIndex(`after-last-${name}`));
  }
  if (marks.blockHasEvidence[index] === true) features.push(featureIndex("in-block-with-evidence"));
}

/** How often a line of the same words (numbers masked) stands in the region. */
function countMasked(lines: readonly LogLine[], region: BuildRegion): number[] {
  const keys: string[] = [];
  const counts = new Map<string, number>();
  for (const at of region.indexes) {
    const key = (lines[at]?.text ?? "")
      .slice(0, 160)
      .replace(/[0-9]+|0x[0-9a-f]+/g, "0")
      .trim();
    keys.push(key);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return keys.map((key) => counts.get(key) ?? 1);
}
