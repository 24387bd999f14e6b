/** Finds the failed command in a build log: where its output begins and where its end is reported. */
import type { BuildRegion } from "@/lib/logs/builds/build-view";
import type { LogLine } from "@/lib/logs/records/log-line";

const COMMAND_FAILED =
  /^(?:travis_time:end:\S+?)?The command ".*" (?:failed and )?exited with (?!0\b)-?\d|^(?:##\[error\])?Process completed with exit code [1-9]|^ERROR: Job failed|^Build step .{1,120} marked build as failure|^(?:\S+ )?Command exited with code [1-9]|^Exited with code (?:exit status )?[1-9]|^(?:ERROR: )?script returned exit code [1-9]|^##\[error\](?:Bash|PowerShell|Cmd\.exe) exited with code '[1-9]|exited with (?:status|code) [1-9]\d*\.?$/;
const BUILD_ENDED =
  /^Done\. Your build exited with|^Cleaning up|^Finished: FAILURE|^Uploading artifacts|^No files were found/;
/** Ends that are reported only after commands which clean up or notify somebody, and where those begin. */
const LATE_REPORT = /^(?:ERROR: Job failed|(?:ERROR: )?script returned exit code [1-9])/;
const AFTERWARDS =
  /^section_end:\d{1,12}:(?:step|build)_script\b|^section_start:\d{1,12}:after_script\b|^Running after[ _]script|^\[Pipeline\] \{ \(Declarative: Post Actions\)/;
/** Where a step of a job begins, whatever its script echoes. */
const STEP_START = /^(?:##\[group\]Run|::group::Run|\[Pipeline\] (?:sh|bat|powershell|pwsh)\b)/;
const QUOTED_COMMAND = /^(?:travis_time:end:\S+?)?The command "(.*?)(?:"|$)/;
const COMMAND_START = /^(?:\$|\+{1,2}|##\[group\]Run|::group::Run|##\[command\]|RUN|Step \d+\/\d+ :) ?\S/;
/** The last and first line of a report that quotes a multi-line command. */
const QUOTE_ENDS = /^(?:.{0,300}[^\\])?" (?:failed and )?exited with [1-9]\d{0,9}\.$/;
const QUOTE_BEGINS = /^(?:travis_time:end:\S+?)?The command "/;
const QUOTED_LINES = 200;
/** Where the output of a command without a reported end may begin: its start, or the success of the command before. */
const STARTED =
  /^(?:travis_time:start:\S{1,20}\s?)?(?:\$|##\[group\]Run|::group::Run|##\[command\]|Step \d+\/\d+ :) ?\S/;
const REPORTED = /The command ".*" exited with (\d+)\./;
const SUCCEEDED = /The command ".*" exited with 0\./;
const HEAD_LINES = 4000;
const TAIL_LINES = 6000;
const AFTER_LINES = 1500;

/** The lines around the failing command, at most a few thousand to keep scoring fast. */
export function findBuildRegion(lines: readonly LogLine[]): BuildRegion {
  const end = findEnd(lines);
  const endIndex = end ?? lastSolid(lines);
  const commandStart = end === null ? findLastStart(lines, endIndex) : findCommandStart(lines, endIndex);
  const indexes: number[] = [];
  const tail = Math.max(0, endIndex - TAIL_LINES);
  for (let at = commandStart; at < Math.min(tail, commandStart + HEAD_LINES); at += 1) indexes.push(at);
  for (let at = tail; at <= endIndex; at += 1) indexes.push(at);
  indexes.push(...indexesAfter(lines, endIndex));
  return { indexes, commandStart, end: endIndex, endKnown: end !== null };
}

/** The lines below the failed command, without the output of commands that succeeded. */
function indexesAfter(lines: readonly LogLine[], end: number): number[] {
  const kept: number[] = [];
  let open: number[] = [];
  for (let at = end + 1; at < lines.length && kept.length < AFTER_LINES; at += 1) {
    if (open.length < AFTER_LINES) open.push(at);
    const exitCode = reportedExit(lines[at]);
    if (exitCode === null) continue;
    if (exitCode !== "0") kept.push(...open);
    open = [];
  }
  return [...kept, ...open].slice(0, AFTER_LINES);
}

/** The exit code in a report that a command ended, or null. */
function reportedExit(line: LogLine | undefined): string | null {
  const text = line?.text ?? "";
  return text.includes("exited with") ? (REPORTED.exec(text.slice(0, 2000))?.[1] ?? null) : null;
}

/** The line that echoes the failed command, or else the last command echoed. */
function findCommandStart(lines: readonly LogLine[], end: number): number {
  const quoted = QUOTED_COMMAND.exec((lines[end]?.text ?? "").slice(0, 2000))?.[1];
  const wanted = quoted === undefined ? null : `$ ${quoted}`.slice(0, 80).trimEnd();
  let last = 0;
  for (let at = end - 1; at >= Math.max(0, end - 200_000); at -= 1) {
    const text = lines[at]?.text ?? "";
    if (wanted !== null && text.startsWith(wanted)) return at;
    if (wanted === null && STEP_START.test(text)) return at;
    if (last === 0 && COMMAND_START.test(text)) last = at;
    // A line that begins with `+` may also be part of a diff, or one command of a step.
    if (wanted === null && last === at && !text.startsWith("+")) return last;
    // The output of a command begins below the report of the command before it.
    if (reportedExit(lines[at]) !== null) return last === 0 ? at : last;
  }
  return wanted === null ? last : 0;
}

/** The start of a command whose end is not reported, as far as the log shows it. */
function findLastStart(lines: readonly LogLine[], end: number): number {
  for (let at = end - 1; at >= Math.max(0, end - 200_000); at -= 1) {
    const text = (lines[at]?.text ?? "").slice(0, 2000);
    if (STARTED.test(text) || SUCCEEDED.test(text)) return at;
  }
  return 0;
}

function findEnd(lines: readonly LogLine[]): number | null {
  for (const [index, line] of lines.entries()) {
    const text = line.text;
    if (!text.includes("xit") && !text.includes("fail")) continue;
    if (!COMMAND_FAILED.test(text.slice(0, 2000)) || BUILD_ENDED.test(text)) continue;
    return LATE_REPORT.test(text) ? findAfterwards(lines, index) : index;
  }
  return findQuotedEnd(lines);
}

/** The line above the commands that ran after the failed one, or else the report of its end. */
function findAfterwards(lines: readonly LogLine[], report: number): number {
  for (let at = report - 1; at >= Math.max(0, report - AFTER_LINES); at -= 1) {
    if (!AFTERWARDS.test(lines[at]?.text ?? "")) continue;
    let first = at;
    while (first > 0 && AFTERWARDS.test(lines[first - 1]?.text ?? "")) first -= 1;
    return first;
  }
  return report;
}

/** The first line of a failure report that quotes a multi-line command. */
function findQuotedEnd(lines: readonly LogLine[]): number | null {
  const last = lines.findIndex(
    ({ text }) => text.includes('" ') && text.length < 400 && QUOTE_ENDS.test(text),
  );
  for (let at = last; at >= Math.max(0, last - QUOTED_LINES); at -= 1) {
    if (QUOTE_BEGINS.test((lines[at]?.text ?? "").slice(0, 200))) return at;
  }
  return null;
}

function lastSolid(lines: readonly LogLine[]): number {
  let index = lines.length - 1;
  while (index > 0 && (lines[index]?.text ?? "").trim() === "") index -= 1;
  return Math.max(0, index);
}
