/** Features from what the command did after a line: whether it went on, tolerated the error, or gave a verdict. */
import { shapeBit, type LineShapes } from "@/lib/logs/builds/build-shapes";
import { stepOf, type AddFeature, type BuildView } from "@/lib/logs/builds/build-view";

const END_STEPS = [0, 4, 12, 30, 80, 250, 800] as const;
const START_STEPS = [0, 4, 12, 40] as const;
const VERDICT_STEPS = [1, 8, 25, 80] as const;
/** Test results this far away do not belong to a line. */
const RESULT_REACH = 60;
const TOLERATED_REACH = 3;
const LOGGED_REACH = 8;
/** A level appears at the beginning of a line of an application's log. */
const LOGGED_LENGTH = 60;
/** Commands are recognized by so much of a line. */
const ECHO_LENGTH = 200;

const VERDICTS = ["pass", "fail"] as const;
type Verdict = (typeof VERDICTS)[number];

const PLAIN: readonly string[] = [
  ...END_STEPS.map((step) => `from-end-${step}`),
  ...START_STEPS.map((step) => `from-start-${step}`),
  ...VERDICTS.flatMap((verdict) => VERDICT_STEPS.map((step) => `before-${verdict}-verdict-${step}`)),
  "before-no-verdict",
  ...VERDICTS.flatMap((verdict) => [`below-${verdict}-mark`, `above-${verdict}-mark`]),
  "tolerated",
  "tolerated-below",
  "tolerated-above",
  "logged",
  "logged-above",
  "logged-below",
  "in-last-step",
  "step-may-fail",
  "bare-verdict",
];

/** Every feature also exists for strong lines only. */
export const PROGRESS_FEATURES: readonly string[] = PLAIN.flatMap((name) => [name, `strong-${name}`]);

const PASS_VERDICT =
  /^(?:OK|PASS|PASSED|Success)\b[^:]{0,40}$|\b(?:fail(?:ures|ed)?|errors): ?0\b|\b0 (?:failures|failed|failing|errors|problems|offenses)\b|\ball (?:tests|checks|examples|specs|\d+) .{0,20}(?:pass|success|ok)|^result: pass|\bbuild success|\bno (?:problems|errors|issues|offenses|failures) (?:found|detected)\b|\b\d+ pass(?:ed|ing)\b/i;
const FAIL_VERDICT =
  /\b[1-9]\d* (?:(?:tests?|examples?|specs?|checks?|suites?) )?(?:failed|failures?|failing|errors?|problems?|offenses?)\b|\b(?:fail(?:ures|ed)?|errors) ?[:=] ?[1-9]|^# fail +[1-9]|\bbuild fail/i;
const FAIL_MARK =
  /^\s*(?:✗|✖|✘|✕|⨯|×|❌|not ok \d|--- FAIL|FAIL\b|\[ *FAILED *\])|\.{3} ?(?:FAILED|FAIL|ERROR|failed)$|\b(?:FAILED|ERROR)\s*(?:\[ *\d+%\])?$/;
/** The program says that it goes on. */
const TOLERATED =
  /\b(?:skip(?:s|ped|ping)?|ignor(?:ed|es|ing)|fall(?:s|ing)? ?back|fell back|fallback|using (?:the )?(?:defaults?|old|pure|built-?in|cached?|bundled|previous)|continu(?:es?|ing)|retry(?:ing)?|retried|optional|non-?(?:fatal|blocking|critical)|allowed to fail|recover(?:ed|ing)|proceeding|best.effort|anyway|will be (?:skipped|disabled)|disabling|rebuilding|simulated|(?:as|is|this is) expected|expected in)\b/i;
/** A line of an application's log that is no error. */
const LOGGED = /^.{0,40}\b(?:DEBUG|INFO|TRACE|NOTICE|FINE)\b|^\W{0,2}(?:debug|info|trace|verbose)\b/;
const ECHO =
  /^\s{0,2}(?:\$|>|\+{1,3}) \S|^[\w./@+-]{1,60}(?: [^ ]{1,200}){0,40} (?:&&|\|\||2>&1|--[a-z][\w-]{1,30})(?: |=|$)/;
const MAY_FAIL = /\|\| ?(?:true|:|echo|exit 0)\b|; ?true\b/;

/** A line that says only that something failed. */
const BARE =
  /^\W*(?:(?:build|compilation|compile|tests?|execute|run|failed|failures?|fail|errors?|suites?|total|with|\d{1,6})\b\W*){1,8}$/i;

const PASS_MARK = shapeBit("pass-mark");
const FAILED_TEST = shapeBit("failed-test");
const EXIT_REPORT = shapeBit("exit-report");

/** Returns a function that calls `add` with the name of each feature of the line at a position. */
export function progressFeatures(view: BuildView): (at: number, add: AddFeature) => void {
  const { lines, inside, region } = view;
  const verdicts = nextOf(lines.map((line, at) => (inside[at] === true ? verdictOf(line) : null)));
  const marks = lines.map(markOf);
  const [above, below] = [lastOf(marks), nextOf(marks)];
  const steps = readSteps(view);
  const tolerated = readTolerated(lines);
  const logged = lines.map(
    (line) => !line.strong && !line.blank && LOGGED.test(line.text.slice(0, LOGGED_LENGTH)),
  );
  return (at, addPlain) => {
    const line = lines[at];
    if (line === undefined || line.blank) return;
    const add = (name: string) => {
      addPlain(name);
      if (line.strong) addPlain(`strong-${name}`);
    };
    if (line.strong && BARE.test(line.text)) add("bare-verdict");
    if (inside[at] === true) {
      const index = region.indexes[at] ?? 0;
      add(`from-end-${stepOf(region.end - index, END_STEPS)}`);
      add(`from-start-${stepOf(index - region.commandStart, START_STEPS)}`);
      addVerdict(verdicts[at], add);
      addStep(steps, at, add);
    }
    addResult(above[at], "below", add);
    addResult(below[at], "above", add);
    addNear("tolerated", tolerated, at, TOLERATED_REACH, add);
    addNear("logged", logged, at, LOGGED_REACH, add);
  };
}

/** The nearest line of a kind and how far away it is. */
interface Nearest {
  verdict: Verdict;
  distance: number;
}

function addVerdict(next: Nearest | null | undefined, add: AddFeature): void {
  if (next === null || next === undefined) add("before-no-verdict");
  else add(`before-${next.verdict}-verdict-${stepOf(next.distance, VERDICT_STEPS)}`);
}

function addResult(result: Nearest | null | undefined, side: "above" | "below", add: AddFeature): void {
  if (result === null || result === undefined || result.distance > RESULT_REACH) return;
  add(`${side}-${result.verdict}-mark`);
}

/** Adds whether the line is of a kind, and whether one above and one below it is. */
function addNear(name: string, holds: readonly boolean[], at: number, reach: number, add: AddFeature): void {
  if (holds[at] === true) add(name);
  const isNear = (direction: 1 | -1) => {
    for (let step = 1; step <= reach; step += 1) if (holds[at + step * direction] === true) return true;
    return false;
  };
  if (isNear(1)) add(`${name}-below`);
  if (isNear(-1)) add(`${name}-above`);
}

/** Which lines near one that indicates a failure say that the program goes on. */
function readTolerated(lines: readonly LineShapes[]): boolean[] {
  const tolerated = lines.map(() => false);
  let next = 0;
  for (const [at, line] of lines.entries()) {
    if (!line.strong) continue;
    const last = Math.min(lines.length - 1, at + TOLERATED_REACH);
    for (next = Math.max(next, at - TOLERATED_REACH); next <= last; next += 1) {
      tolerated[next] = TOLERATED.test(lines[next]?.text ?? "");
    }
  }
  return tolerated;
}

/** Whether a line sums up that everything passed, or that something failed. */
function verdictOf({ text, bits, blank }: LineShapes): Verdict | null {
  if (blank) return null;
  if ((bits & EXIT_REPORT) !== 0 || FAIL_VERDICT.test(text)) return "fail";
  return PASS_VERDICT.test(text) ? "pass" : null;
}

/** The result of a single test. */
function markOf({ text, bits }: LineShapes): Verdict | null {
  if ((bits & FAILED_TEST) !== 0 && FAIL_MARK.test(text)) return "fail";
  return (bits & PASS_MARK) === 0 ? null : "pass";
}

function lastOf(verdicts: readonly (Verdict | null)[]): (Nearest | null)[] {
  let last: { verdict: Verdict; at: number } | null = null;
  return verdicts.map((verdict, at) => {
    const nearest = last === null ? null : { verdict: last.verdict, distance: at - last.at };
    if (verdict !== null) last = { verdict, at };
    return nearest;
  });
}

function nextOf(verdicts: readonly (Verdict | null)[]): (Nearest | null)[] {
  return lastOf(verdicts.toReversed()).toReversed();
}

/** The lines of the failing command that echo a command which it ran. */
interface Steps {
  /** Position of the last echo. */
  last: number;
  /** Whether the failure of the command running at a position does not matter. */
  mayFail: readonly boolean[];
}

function readSteps({ lines, inside }: BuildView): Steps {
  let mayFail = false;
  let last = -1;
  const all = lines.map((line, at) => {
    if (inside[at] !== true || line.blank || !ECHO.test(line.text.slice(0, ECHO_LENGTH))) return mayFail;
    last = at;
    mayFail = MAY_FAIL.test(line.text);
    return mayFail;
  });
  return { last, mayFail: all };
}

function addStep({ last, mayFail }: Steps, at: number, add: AddFeature): void {
  if (last !== -1 && at >= last) add("in-last-step");
  if (mayFail[at] === true) add("step-may-fail");
}
