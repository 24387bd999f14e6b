/** Named patterns that classify single lines of a build log. */
import { lineEvidence } from "@/lib/logs/ranking/line-evidence";
import type { LogLine } from "@/lib/logs/records/log-line";

interface Shape {
  name: string;
  pattern: RegExp;
}

/** Line shapes, tested on the first 400 characters. */
const SHAPES: readonly Shape[] = [
  { name: "failed-test", pattern: /--- FAIL|^\s*(?:FAIL|FAILED|FAILURE|Failure|Failed)\b:? ?\S?|\[FAIL|\bFAILED\b|^\s*(?:✗|✖|✘|✕|⨯|×|❌|●)|<<< (?:FAILURE|ERROR)!|^\s*not ok \d|\.\.\. ?(?:FAIL|ERROR|failed)|^\s{0,4}\d+\) \S|^_{4,} .+ _{4,}$|^=+ (?:FAILURES|ERRORS) =+$/ },
  { name: "failures-heading", pattern: /^\W{0,6}(?:failures?|errors?|failed tests?|there (?:was|were) \d+ (?:failure|error)s?|(?:the )?following .{1,60}(?:fail|error|missing|invalid).*)\W{0,6}:?$/i },
  { name: "assertion", pattern: /\bassert(?:ion|ed|_\w+)?\b|\bexpected\b|\bactual\b|\bgot:? |\bto (?:equal|be|match|have)\b|!==?|=== ?Failure/i },
  { name: "source-place", pattern: /(?:^|[\s("'[])[\w@~./\\+-]*[\w-]+\.[A-Za-z]\w{0,8}(?::\d+|\(\d+|", line \d+)| line \d+/ },
  { name: "stack-frame", pattern: /^\s*(?:at \S+[.(:]|File "|from \S+:\d+|#\d+ |\d+: 0x|in [`'])|^\s{2,}\S+\.\w{1,5}:\d+:?(?: in|\s|$)/ },
  { name: "pointer", pattern: /^\s*(?:[|~\d]{1,8}\s*)?[\^~][\s^~-]*$|^\s*(?:\| *)?\^/ },
  { name: "diff", pattern: /^(?:[+-](?!\+|-)\s?\S|@@ |diff --git|\s+[+-]{1,3} )/ },
  { name: "compiler-error", pattern: /: (?:fatal )?error(?: [A-Z]+\d+)?:|^error(?:\[|:| )|\[(?:error|ERROR)\]|\berror TS\d|^E {2,}|^ERROR:? |^==\d+== ?ERROR|(?:^|\s)\*\* \(|^Error: |^fatal:|^npm (?:ERR!|error) (?!code ELIFECYCLE|errno|Test failed|Exit status|Failed at|A complete log|This is probably|[Ll]ifecycle|command |path |cwd |node v|npm  ?v|argv|Linux)\S/ },
  { name: "warning", pattern: /\bwarn(?:ing)?s?\b/i },
  { name: "test-summary", pattern: /\b\d+ (?:tests?|examples?|passing|passed|specs|assertions)\b|\btests? run:|\bran \d+ tests/i },
  { name: "count-summary", pattern: /\b[1-9]\d* (?:errors?|failures?|failed|failing|problems?|offenses?|issues?)\b/i },
  { name: "exit-report", pattern: /exit(?:ed)?(?: with)?(?: (?:status|code))?:? -?[1-9]|Error \d+$|npm (?:ERR!|error)(?: (?:code ELIFECYCLE|errno|Test failed|Exit status|Failed at|A complete log|This is probably|[Ll]ifecycle|command |path |cwd |node v|npm  ?v|argv|Linux)|\s*$)|\*\*\* \[|non-zero|returned exit|BUILD FAILED|build failed|^FAIL$|^(?!.*No rule to make).*Stop\.$/ },
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
  { name: "diagnostic", pattern: /^\s*(?:\[\w{1,12}\] )?(?:File ")?(?:[\w@~.\\+-]{0,80}\/){0,30}[\w@.+-]{1,80}(?:\.[A-Za-z]\w{0,8}|file):?(?:\d+(?::\d+)?:|\(\d+(?:,\d+)?\) ?:?|:\d+:\d+$|", line \d+)(?: \S|$)/ },
  { name: "stopped", pattern: /^(?:No output has been received in the last|The job exceeded the maximum (?:time|log)|Too long with no output|The operation was cancell?ed|.{0,40}(?:timed out after|execution took longer than) \d|The hosted runner|.{0,40}lost communication with the server|Build (?:timed out|was aborted))/ },
  { name: "died", pattern: /\b(?:[Uu]nhandled|[Uu]ncaught|UNCAUGHT|panicked at|core dumped|[Ss]egmentation fault|terminate called|BUILD FAILED|Compilation failed|compilation terminated|interrupted!|aborted!)|^(?:panic|fatal|configure: error|[Ff]atal [Ee]rror|PHP Fatal error|Traceback \(most|Backtrace|FAILURE: |\* What went wrong|Abort(?:ed)?\b|Killed\b)|: [Ff]atal error:|npm (?:ERR!|error) code E(?!LIFECYCLE)/ },
  { name: "pass-mark", pattern: /^\s*(?:✓|✔|√|ok \d|PASS\b|--- PASS|\[ *(?:OK|PASSED) *\])|\.{3} ?(?:ok|passed|PASSED|yes|done)$|\bPASS(?:ED)?\s*(?:\[ *\d+%\])?$|\bok\s*$|\b(?:[Ff]ailures?|[Ee]rrors?|failed): 0\b|\b0 (?:errors|failures|failed|problems)\b/ },
]; // prettier-ignore

export const SHAPE_NAMES: readonly string[] = SHAPES.map((shape) => shape.name);

/** The lowest weight from `line-evidence.ts` that counts as evidence. */
export const MIN_EVIDENCE_WEIGHT = 44;
const TEXT_LENGTH = 400;

/** The classification of one line. */
export interface LineShapes {
  text: string;
  /** One bit per shape, in the order of `SHAPE_NAMES`. */
  bits: number;
  /** How strongly the line points to a failure; 0 if not at all. */
  evidence: number;
  blank: boolean;
  red: boolean;
  /** The matching names in `LINE_KINDS`. */
  kinds: readonly LineKind[];
  /** Whether the line indicates a failure on its own. */
  strong: boolean;
}

/** The bit of a shape; 0 if there is no shape of that name. */
export function shapeBit(name: string): number {
  const index = SHAPE_NAMES.indexOf(name);
  return index === -1 ? 0 : 1 << index;
}

/** Kinds of lines that report failures or surround them. */
export const LINE_KINDS = [
  "failed-test", "failures-heading", "compiler-error", "typed-error", "capitals", "assertion", "apology", "warning",
  "stack-frame", "diff", "source-place", "exit-report", "pointer", "count-summary", "test-summary", "diagnostic", "died", "red", "evidence",
] as const; // prettier-ignore

export type LineKind = (typeof LINE_KINDS)[number];

const LINE_KIND_BITS = LINE_KINDS.map((name) => ({ name, bit: shapeBit(name) }));
const STRONG: ReadonlySet<LineKind> = new Set([
  "failed-test",
  "compiler-error",
  "typed-error",
  "red",
  "evidence",
]);

/** Classifies a line by its first 400 characters. */
export function shapesOf(line: LogLine): LineShapes {
  const text = line.text.length > TEXT_LENGTH ? line.text.slice(0, TEXT_LENGTH) : line.text;
  const blank = text.trim() === "";
  let bits = 0;
  if (!blank) {
    for (const [index, shape] of SHAPES.entries()) if (shape.pattern.test(text)) bits |= 1 << index;
  }
  const evidence = blank ? 0 : (lineEvidence(text)?.weight ?? 0);
  const kinds: LineKind[] = [];
  for (const { name, bit } of LINE_KIND_BITS) if ((bits & bit) !== 0) kinds.push(name);
  if (line.red) kinds.push("red");
  if (evidence >= MIN_EVIDENCE_WEIGHT) kinds.push("evidence");
  const strong = kinds.some((kind) => STRONG.has(kind));
  return { text, bits, evidence, blank, red: line.red, kinds, strong };
}
