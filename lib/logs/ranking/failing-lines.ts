/** Ranks the lines of a log by how likely they are to say what failed, with readable reasons. */
import { isErrorLevel } from "@/lib/logs/records/error-level";
import type { BuildReading } from "@/lib/logs/builds/read-build";
import { findConsequences, FOLLOWS_FROM_ABOVE } from "@/lib/logs/ranking/consequences";
import { findExplainingEvent } from "@/lib/logs/ranking/explaining-events";
import { findFollowOns } from "@/lib/logs/ranking/follow-on-errors";
import { FOLLOWS_REASON, lineEvidence, WARNING_REASON } from "@/lib/logs/ranking/line-evidence";
import type { LogLine } from "@/lib/logs/records/log-line";
import type { ReadLog } from "@/lib/logs/records/record-builder";
import {
  detailLine,
  findTranslations,
  isBareCode,
  wrappedStatement,
} from "@/lib/logs/exceptions/root-statement";
import { orderPoints } from "@/lib/logs/ranking/error-order";
import { findRecovered } from "@/lib/logs/ranking/recovered-tasks";
import { levelReasons } from "@/lib/logs/ranking/level-reasons";
import { firstAt, isDetail, isInlineInfo } from "@/lib/logs/ranking/lines-at";
import { ONLY_WRAPS, specificity } from "@/lib/logs/ranking/specificity";
import { isSchedulerChatter } from "@/lib/logs/ranking/scheduler-chatter";
import { findRunEnds, type RunEnds } from "@/lib/logs/ranking/run-ends";
import type { LogException, LogRecord, RankedLine } from "@/lib/logs/schemas";

const MAX_CANDIDATES = 10;
const ROOT = 100;
const CHAIN_MEMBER = 72;
const REPEATS_ROOT = 78;
const WRAPPER = 24;
const TRANSLATED = 102;
const CONSEQUENCE = 48;
/** Above the line that announces it, whatever else speaks for that. */
const DETAIL = 10;
const HANDLED_WARNING = "logged as a warning and the run continued";
const HANDLED_INFO = "logged at info level";
const NON_FATAL = "did not stop the run";
const RECOVERED = "a later attempt of the same task succeeded";
const HANDLED: ReadonlySet<string> = new Set([HANDLED_WARNING, HANDLED_INFO, NON_FATAL, RECOVERED]);
/** An error this strong is worth more than what fails while its traces are cleared away. */
const MIN_BEFORE_CLEAN_UP = 45;
const CLEANS_UP = /^(?:\+ )?(?:[\w.-]{1,40}: )?(?:trap_|run_)?clean(?:ing)?[-_ ]?up\b/i;
const TRY = /^(?:[^:]{0,60}: )?(?:attempt|try|retry) #?(\d{1,3})(?:\/\d{1,3})?(?::| failed| of \d)/i;
const EARLIER = 25;
const EARLIER_ATTEMPT = "from an earlier attempt";
/** Comparing more candidates would take too long. */
const MAX_COMPARED = 400;
const DETAIL_LINES = 6;
const MAX_TEXT = 2_000;
/** What outranks other lines by what it says is to stay above them. */
const MARGIN = 30;
/** Only lines of about the same score compete by what they say. */
const CLOSE = 8;
const SAYS_MORE = "says more than the root exception";
const LAST_WORDS = [28, 18, 12] as const;

interface Candidate {
  score: number;
  reasons: { text: string; points: number }[];
}

/** Candidates for the line that says what failed, best first, at most 10. */
export function rankFailingLines(
  log: ReadLog,
  exceptions: readonly LogException[],
  build: BuildReading | null,
): RankedLine[] {
  const ends = findRunEnds(log);
  const ranking = new Ranking(log, ends, build, exceptions);
  const translations = findTranslations(exceptions);
  const roots = exceptions.filter((candidate) => candidate.isRoot && !candidate.isWrapper).length;
  for (const exception of exceptions) {
    ranking.addException(exception, { translates: translations.has(exception), isAlone: roots < 2 });
  }
  ranking.preferTranslations(translations, exceptions);
  ranking.addLastWords();
  ranking.addLines(exceptions);
  ranking.addConsequences();
  ranking.preferExplainingEvent();
  return ranking.best();
}

class Ranking {
  private readonly candidates = new Map<number, Candidate>();
  private readonly textOfLine = new Map<number, string>();
  private readonly recordOfLine: (no: number) => number;
  private readonly covered = new Set<number>();
  private readonly firstLineOfChain = new Map<number, number>();
  private readonly roots: { head: string }[] = [];
  private hasOwnRoot = false;
  private readonly hasAborted: boolean;
  private readonly isRecovered: (message: string) => boolean;

  constructor(
    private readonly log: ReadLog,
    private readonly ends: RunEnds,
    private readonly build: BuildReading | null,
    exceptions: readonly LogException[],
  ) {
    for (const { chainId, startLine } of exceptions) {
      const known = this.firstLineOfChain.get(chainId) ?? Number.POSITIVE_INFINITY;
      this.firstLineOfChain.set(chainId, Math.min(known, startLine));
    }
    const { records } = log;
    this.isRecovered = findRecovered(records);
    this.hasAborted = records.some(({ message }) => ABORTED.test(message));
    this.recordOfLine = (no) => {
      let low = 0;
      let high = records.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((records[middle]?.startLine ?? 0) <= no) low = middle;
        else high = middle - 1;
      }
      return low;
    };
  }

  addException(
    exception: LogException,
    { translates, isAlone }: { translates: boolean; isAlone: boolean },
  ): void {
    const index = this.recordOfLine(exception.messageLine);
    const record = this.log.records[index];
    const reasons = [exceptionReason(exception, translates)];
    const handled = this.handledReason(exception, record);
    if (handled !== null) reasons.push(handled);
    if (this.ends.aftermath.has(index)) {
      reasons.push({ text: "raised by a callback after the failure", points: -65 });
    }
    if (followsFromEarlier(exception) && !(isAlone && SAYS_ITSELF.test(exception.message))) {
      reasons.push({ text: FOLLOWS_REASON, points: -60 });
    }
    this.addPlace(reasons, index, exception.messageLine);
    const text = `${exception.type ?? ""}: ${exception.message.split("\n", 1)[0] ?? ""}`;
    const detail = detailLine(exception);
    if (detail === null && isBareCode(exception)) reasons.push({ text: "gives only a code", points: -45 });
    this.put(exception.messageLine, text, reasons);
    if (detail !== null) {
      const more = [...reasons, { text: "states the error announced by the line above", points: DETAIL }];
      this.put(detail.line, detail.text, more);
    }
    for (
      let no = exception.startLine;
      no <= Math.min(exception.endLine, exception.startLine + 5000);
      no += 1
    ) {
      this.covered.add(no);
    }
    if (exception.isRoot && !exception.isWrapper && !this.ends.aftermath.has(index)) {
      this.roots.push({ head: rootHead(exception) });
      if (index >= this.ends.lastStart) this.hasOwnRoot = true;
    }
  }

  /** That the log shows the exception as one the program coped with, or null. */
  private handledReason(
    exception: LogException,
    record: LogRecord | undefined,
  ): Candidate["reasons"][number] | null {
    if (this.isRecovered(record?.message ?? "")) return { text: RECOVERED, points: -80 };
    if (this.hasAborted && LOST_TASK.test(record?.message ?? ""))
      return { text: "one of the attempts that ended the job", points: -8 };
    if (record?.level === "warning" || record?.level === "debug")
      return { text: HANDLED_WARNING, points: -40 };
    if (record?.level === "info" && isInlineInfo(this.log.lines, exception.messageLine))
      return { text: HANDLED_INFO, points: -40 };
    return this.isNonFatal(exception) ? { text: NON_FATAL, points: -60 } : null;
  }

  /**
   * Whether the message that introduces the exception's chain says that the program continues. If every line has a prefix,
   * that message is a separate record.
   */
  private isNonFatal({ chainId }: LogException): boolean {
    const first = this.firstLineOfChain.get(chainId);
    if (first === undefined) return false;
    const index = this.recordOfLine(first);
    const introduced = STACK_ALONE.test(this.log.records[index]?.message ?? "") ? index - 1 : index;
    return CONTINUES.test((this.log.records[introduced]?.message ?? "").slice(0, 300));
  }

  /** The last lines a child process printed before it ended, even if they match no known pattern. */
  addLastWords(): void {
    const { terminal, lastStart } = this.ends;
    const { lines } = this.log;
    let rank = 0;
    for (let at = lines.length - 1; at >= 0 && rank < LAST_WORDS.length; at -= 1) {
      const line = lines[at];
      if (line === undefined || line.record < lastStart) return;
      if (!line.relayed || (terminal !== null && line.record > terminal) || line.text.trim() === "") continue;
      if (isSchedulerChatter(line.text) || lineEvidence(line.text)?.reason === WARNING_REASON) continue;
      this.put(line.no, line.text, [
        { text: "among the last lines the program printed", points: LAST_WORDS[rank] ?? 0 },
      ]);
      rank += 1;
    }
  }

  /** Lines outside exceptions: program output and records logged as errors. */
  addLines(exceptions: readonly LogException[]): void {
    const heads = [...new Set(this.roots.map((root) => root.head))]
      .filter((head) => head.length >= 12)
      .slice(-8);
    const messageLines = new Set(exceptions.map((exception) => exception.messageLine));
    for (const line of this.log.lines) {
      if (messageLines.has(line.no)) continue;
      const reasons = this.lineReasons(line, heads);
      if (reasons !== null) this.put(line.no, line.text, reasons);
    }
  }

  /** Errors that follow from an earlier one count less than it. */
  addConsequences(): void {
    if (this.candidates.size < 2 || this.candidates.size > MAX_COMPARED) return;
    const errors = [...this.candidates].map(([line, { score, reasons }]) => ({
      line,
      record: this.recordOfLine(line),
      score,
      text: this.textWithDetail(line),
      lost: reasons.some(({ text }) => text === EARLIER_ATTEMPT) ? EARLIER : 0,
      isLoud: this.isLoud(line),
    }));
    for (const [line, { name }] of findConsequences(errors))
      this.lower(line, `${FOLLOWS_FROM_ABOVE} (\`${name}\`)`);
    for (const line of findFollowOns(errors).keys()) this.lower(line, FOLLOWS_FROM_ABOVE);
    const cleanUp = this.startOfCleanUp();
    const isCause = ({ line, score }: { line: number; score: number }) =>
      line < cleanUp && score >= MIN_BEFORE_CLEAN_UP;
    if (errors.some(isCause))
      for (const { line } of errors) if (line > cleanUp) this.lower(line, "printed while cleaning up");
    this.lowerEarlierTries();
  }

  /** The line with which the last run begins to clean up; infinite if there is none. */
  private startOfCleanUp(): number {
    const from = this.log.records[this.ends.lastStart]?.startLine ?? 1;
    const found = this.log.lines.find(({ no, text, head }) => no >= from && head && CLEANS_UP.test(text));
    return found?.no ?? Number.POSITIVE_INFINITY;
  }

  /** Of the tries that a program numbers itself (`try 2: …`), the last one ended the run. */
  private lowerEarlierTries(): void {
    const tries = [...this.candidates.keys()].flatMap((line) => {
      const no = TRY.exec((this.textOfLine.get(line) ?? "").slice(0, 200))?.[1];
      return no === undefined ? [] : [{ line, no: Number(no) }];
    });
    const last = Math.max(...tries.map(({ no }) => no));
    for (const { line, no } of tries) {
      if (no !== last) this.lower(line, EARLIER_ATTEMPT, EARLIER);
    }
  }

  private isLoud(no: number): boolean {
    return isErrorLevel(this.log.records[this.recordOfLine(no)]?.level);
  }

  private lower(line: number, reason: string, points = CONSEQUENCE): void {
    const candidate = this.candidates.get(line);
    if (candidate === undefined) return;
    candidate.score -= points;
    candidate.reasons.push({ text: reason, points: -points });
  }

  /** An event that explains the others, such as a full disk, counts more than they do. */
  preferExplainingEvent(): void {
    const lastStart = this.log.records[this.ends.lastStart]?.startLine ?? 1;
    const errors = [...this.candidates].flatMap(([line, { score, reasons }]) =>
      line < lastStart || reasons.some(({ text }) => text === RECOVERED)
        ? []
        : [{ line, score, text: this.textOfLine.get(line) ?? "" }],
    );
    const event = findExplainingEvent(errors);
    if (event !== null) this.raise(event.line, event.score + MARGIN, "explains the other errors");
  }

  /** A library's own report of an exception says more than the exception, whatever else speaks for either. */
  preferTranslations(translations: ReadonlySet<LogException>, exceptions: readonly LogException[]): void {
    const roots = new Map(exceptions.filter(({ isRoot }) => isRoot).map((root) => [root.chainId, root]));
    for (const exception of exceptions) {
      const root = roots.get(exception.chainId);
      const score = this.candidates.get(root?.messageLine ?? 0)?.score;
      if (root === undefined || score === undefined) continue;
      if (translations.has(exception)) this.raise(exception.messageLine, score + MARGIN, SAYS_MORE);
      const wrapped = exception === root ? null : wrappedStatement(exception, root);
      if (wrapped !== null)
        this.put(wrapped.line, wrapped.text, [{ text: SAYS_MORE, points: score + MARGIN }]);
    }
  }

  /** Raises a candidate's score to at least `score`. */
  private raise(line: number, score: number, reason: string): void {
    const candidate = this.candidates.get(line);
    if (candidate === undefined || candidate.score >= score) return;
    candidate.reasons.push({ text: reason, points: score - candidate.score });
    candidate.score = score;
  }

  /** The line, and the lines of its record right after it. */
  private textWithDetail(no: number): string {
    const { lines } = this.log;
    let at = firstAt(lines, no);
    const cut = (text: string | undefined) => (text ?? "").slice(0, MAX_TEXT);
    const parts = [cut(this.textOfLine.get(no)), cut(lines[at]?.text)];
    for (at += 1; parts.length < DETAIL_LINES && isDetail(lines[at]); at += 1)
      parts.push(cut(lines[at]?.text));
    return parts.join("\n");
  }

  private lineReasons(line: LogLine, heads: readonly string[]): Candidate["reasons"] | null {
    if (this.covered.has(line.no) && !line.head) return null;
    const evidence = lineEvidence(line.text);
    const severe = line.head && isErrorLevel(line.level);
    if (evidence === null && !severe) return null;
    const reasons: Candidate["reasons"] = [];
    if (evidence !== null) reasons.push({ text: evidence.reason, points: evidence.weight });
    const repeated = evidence?.reason !== FOLLOWS_REASON && heads.some((head) => line.text.includes(head));
    if (repeated) {
      return this.addPlace(
        [{ text: "repeats the root exception", points: REPEATS_ROOT - 8 }],
        line.record,
        line.no,
      );
    }
    reasons.push(...levelReasons(line, { weight: evidence?.weight ?? 0, hasOwnRoot: this.hasOwnRoot }));
    return this.addPlace(reasons, line.record, line.no);
  }

  /** Adds reasons from the position in the log: in an earlier attempt, after the failure, near the end. */
  private addPlace(reasons: Candidate["reasons"], record: number, no: number): Candidate["reasons"] {
    const { lastStart, terminal } = this.ends;
    if (record < lastStart) reasons.push({ text: EARLIER_ATTEMPT, points: -EARLIER });
    if (terminal !== null && record > terminal + 1) {
      reasons.push({ text: "logged after the task failed", points: -6 });
    }
    const likely = this.build?.scores.get(no);
    if (this.build !== null && likely !== undefined) {
      const { startLine, endLine } = this.build.window;
      if (no >= startLine && no <= endLine)
        reasons.push({ text: "in the part that explains the failure", points: 25 });
      if (likely >= 0.1)
        reasons.push({ text: "resembles lines that explain build failures", points: 40 * likely });
    }
    const share = no / Math.max(1, this.log.lineCount);
    reasons.push({ text: "late in the log", points: 4 * share });
    return reasons;
  }

  private put(line: number, text: string, reasons: Candidate["reasons"]): void {
    const score = reasons.reduce((sum, reason) => sum + reason.points, 0);
    const known = this.candidates.get(line);
    if (known !== undefined && known.score >= score) return;
    this.candidates.set(line, { score, reasons });
    this.textOfLine.set(line, text);
  }

  /** The candidates of the last run, marked with what their order depends on. */
  private errorsOfRun(): Parameters<typeof orderPoints>[0] {
    return [...this.candidates].flatMap(([line, { score, reasons }]) => {
      const record = this.recordOfLine(line);
      if (record < this.ends.lastStart) return [];
      const text = this.textOfLine.get(line) ?? "";
      return {
        line,
        record,
        score,
        text,
        isLoud: this.isLoud(line),
        isHandled: reasons.some((reason) => HANDLED.has(reason.text)),
      };
    });
  }

  best(): RankedLine[] {
    const byScore = [...this.candidates.entries()]
      .sort(([lineA, a], [lineB, b]) => b.score - a.score || lineB - lineA)
      .slice(0, MAX_CANDIDATES);
    const close = (byScore[0]?.[1].score ?? 0) - CLOSE;
    const order = orderPoints(this.errorsOfRun());
    const top = byScore
      .map(([line, { score, reasons }]) => {
        const text = (this.textOfLine.get(line) ?? "").slice(0, 500);
        const says = score < close ? 0 : specificity(text, reasons);
        return { line, score, reasons, text, rank: score + says + (order.get(line) ?? 0) };
      })
      .sort((a, b) => b.rank - a.rank || b.line - a.line);
    // The others' scores are read as shares of the first one's.
    const highest = Math.max(0, ...top.map(({ score }) => score));
    return top.map(({ line, text, score, reasons }, at) => ({
      line,
      text,
      score: Math.round((at === 0 ? highest : score) * 10) / 10,
      reasons: reasons
        .filter((reason) => Math.abs(reason.points) >= 3)
        .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
        .map((reason) => reason.text),
    }));
  }
}

/** Spark gives up after several attempts of a task, which it logs as warnings. */
const ABORTED = /^Task \d+ in stage [\d.]+ failed \d+ times; aborting job/;
const LOST_TASK = /^Lost task \d/;

/** A record that holds nothing but a stack, because every line has a prefix. */
const STACK_ALONE = /^(?:Traceback \(most recent|\s{1,12}at )/;

/** Introduces a traceback that does not stop the run, such as Prefect's about results and cache keys. */
const CONTINUES =
  /computing cache key|will not be (?:persisted|cached)|(?:result|task run) (?:of \S+ )?(?:could|can) ?not be (?:persisted|cached|pickled)|(?:ignoring|continuing|falling back|proceeding)\b/i;

function exceptionReason(exception: LogException, translates: boolean): { text: string; points: number } {
  if (translates) return { text: "the library's own report of the root exception", points: TRANSLATED };
  if (exception.isWrapper) return { text: ONLY_WRAPS, points: WRAPPER };
  if (exception.isRoot) return { text: "root exception of its chain", points: ROOT };
  return { text: "exception in a chain", points: CHAIN_MEMBER };
}

function followsFromEarlier({ type, message }: LogException): boolean {
  const name = type?.split(".").at(-1) ?? "Error";
  return lineEvidence(`${name}: ${message.slice(0, 400)}`)?.reason === FOLLOWS_REASON;
}

/** The start of a root's message, short enough to match where it is repeated. */
function rootHead(exception: LogException): string {
  return (exception.message.split("\n", 1)[0] ?? "").trim().slice(0, 80);
}

/** A consequence whose cause may be missing from the log; then it is the best line available. */
const SAYS_ITSELF = /either it does not exist or it failed to parse/;
