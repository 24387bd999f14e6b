/** Reads CPython tracebacks in text: plain, without indentation, chained, grouped, with notes. */
import { readDrawnTraceback } from "@/lib/logs/exceptions/drawn-traceback";
import { fileOrigin } from "@/lib/logs/exceptions/frame-origin";
import { isGapInside } from "@/lib/logs/records/gap-line";
import type { LogLine } from "@/lib/logs/records/log-line";
import { rawException, type RawException } from "@/lib/logs/exceptions/raw-exception";
import type { StackFrame } from "@/lib/logs/schemas";
import { findTypeAbove } from "@/lib/logs/exceptions/type-first-traceback";

const TRACEBACK = "Traceback (most recent call last)";
const CAUSE = "The above exception was the direct cause of the following exception";
const CONTEXT = "During handling of the above exception, another exception occurred";
const FRAME = /^\s{0,8}File "([^"]{1,400})", line (\d{1,7})(?:,? in (.{1,200}))?/;
const TYPE_LINE = /^([A-Za-z_][\w.]{0,160}(?:\[[^\]]{0,40}\]|\(\w{1,80}\))?)(?::(?: (.*))?)?$/;
const STRICT_TYPE =
  /^(?:[A-Za-z_]\w*\.){0,10}[A-Za-z_]\w*(?:Error|Exception|Warning|Exit|Interrupt|Timeout|Group|Failure|Failed|Fault|NotFound|Exists|Denied|Invalid|Iteration|Duplicate|Conflict|Unavailable|Exceeded|Forbidden|Unauthorized|Undefined\w*|Exhausted|Aborted|Cancelled|Skip)(?::|$)/;
const ANNOUNCES = /(?::|\bbelow\.?)\s*$/;
const CARETS = /^[\s~^]+$/;
const MEMBER = /^\s*\+-[+-]?-{4,} ?(\d+|\.{3}) ?-{4,}/;
/** Frames kept at each end of a long stack. */
const END_FRAMES = 200;
const MAX_MESSAGE_LINES = 60;

/** All Python exceptions in the lines, innermost first within a chain. */
export function findPythonExceptions(lines: readonly LogLine[]): RawException[] {
  const found: RawException[] = [];
  let pending: { inner: RawException; link: "cause" | "context" } | null = null;
  let relay: RawException | null = null;
  let index = 0;
  while (index < lines.length) {
    const text = lines[index]?.text ?? "";
    const isStart = text.includes(TRACEBACK) && isTracebackStart(text);
    const isOrphan: boolean = !isStart && relay === null && isOrphanFrame(lines, index);
    const typeFirst = isOrphan ? readTypeFirst(lines, index, found.at(-1)) : null;
    if (typeFirst !== null) {
      found.push(typeFirst);
      pending = null;
      index = typeFirst.endIndex + 1;
      continue;
    }
    const isOwn: boolean = isStart || relay !== null || isOrphan;
    const block: Block | NoBlock = isOwn ? readBlock(lines, index, isStart) : { exception: null, next: 0 };
    if (block.exception === null) {
      relay = null;
      index = Math.max(index + 1, block.next);
      continue;
    }
    const exception: RawException = block.exception;
    if (pending !== null) {
      pending.inner.link = pending.link;
      pending.inner.outer = exception;
    }
    if (relay !== null) {
      exception.link = "cause";
      exception.outer = relay;
    }
    found.push(exception, ...block.members);
    const nested: number | null = nestedStart(lines, block);
    const connector = nested === null ? findConnector(lines, block.next) : null;
    relay = nested === null ? null : exception;
    pending = connector === null ? null : { inner: exception, link: connector.link };
    index = nested ?? connector?.next ?? block.next;
  }
  return found;
}

/** An exception named above its frames; it may be the cause of `before`, the exception read last. */
function readTypeFirst(
  lines: readonly LogLine[],
  index: number,
  before: RawException | undefined,
): RawException | null {
  const head = findTypeAbove(lines, index);
  if (head === null || head.index <= (before?.messageIndex ?? -1)) return null;
  const view = (at: number) => lines[at]?.text ?? "";
  const base = Math.max(0, indentOf(view(index)) - 2);
  const { frames, next } = readFrames(lines, index, { view, base });
  const at = { start: head.index, message: head.index, end: next - 1 };
  const exception = rawException("python", at, { type: head.type, message: head.message, frames });
  if (head.explains !== null && before !== undefined) {
    exception.link = head.explains;
    exception.outer = before;
  }
  return exception;
}

/** Where another program's traceback begins inside an exception message, or null. */
function nestedStart(lines: readonly LogLine[], block: Block): number | null {
  const { messageIndex } = block.exception;
  if (lines[messageIndex]?.text.includes(TRACEBACK) === true) return messageIndex;
  const next = lines[block.next];
  if (next === undefined || next.record !== lines[messageIndex]?.record) return frameBelow(lines, block);
  const announced = ANNOUNCES.test((lines[block.next - 1]?.text ?? "").slice(-200));
  const follows = announced && next.text.includes(TRACEBACK) && isTracebackStart(next.text);
  return follows ? block.next : frameBelow(lines, block);
}

/** Ray prints the worker's frames right below the wrapping exception, without a header. */
function frameBelow(lines: readonly LogLine[], { next }: Block): number | null {
  return FRAME.test((lines[next]?.text ?? "").slice(0, 640)) ? next : null;
}

function isTracebackStart(text: string): boolean {
  const at = text.indexOf(TRACEBACK);
  return at < 300;
}

/** A traceback whose header was cut off: frames with nothing before them. */
function isOrphanFrame(lines: readonly LogLine[], index: number): boolean {
  const text = lines[index]?.text ?? "";
  if (!text.includes('File "') || !FRAME.test(text)) return false;
  return !(lines[index - 1]?.text ?? "").includes(TRACEBACK);
}

interface Block {
  exception: RawException;
  members: RawException[];
  next: number;
}

/** Frames without an exception below them; no other traceback begins before `next`. */
interface NoBlock {
  exception: null;
  next: number;
}

function readBlock(lines: readonly LogLine[], start: number, hasHeader: boolean): Block | NoBlock {
  const header = lines[start]?.text ?? "";
  const drawn = hasHeader ? readDrawnTraceback(lines, start) : null;
  const margin = groupMargin(header);
  const view = (index: number) => unframe(lines[index]?.text ?? "", margin);
  const base = hasHeader ? indentOf(view(start)) : Math.max(0, indentOf(view(start)) - 2);
  const frames =
    drawn === null
      ? readFrames(lines, hasHeader ? start + 1 : start, { view, base })
      : { frames: drawn.frames, next: drawn.type };
  const none: NoBlock = { exception: null, next: frames.next };
  if (frames.next >= lines.length) return none;
  const headText = view(frames.next);
  const parsed = TYPE_LINE.exec(headText.trim().slice(0, 4000));
  if (parsed === null || (!hasHeader && frames.frames.length === 0)) return none;
  const tail = readMessageTail(lines, frames.next, view);
  const first = parsed[2] ?? "";
  const message = [first, ...tail.texts].join("\n").trimEnd();
  const exception = rawException(
    "python",
    { start, message: frames.next, end: tail.next - 1 },
    { type: parsed[1] ?? null, message, frames: frames.frames },
  );
  const members = readMembers(lines, tail.next, exception);
  exception.endIndex = Math.max(exception.endIndex, members.next - 1);
  return { exception, members: members.found, next: members.next };
}

function groupMargin(header: string): number {
  const bar = /^(?: {0,40}[+|] ?)+/.exec(header.slice(0, 80));
  return bar === null || !/[+|]/.test(bar[0]) ? 0 : 1;
}

/** Removes the `| ` prefix that exception groups put before their lines. */
function unframe(text: string, margin: number): string {
  if (margin === 0) return text;
  const bars = /^ {0,60}(?:[|+] ?){1,6}/.exec(text);
  return bars === null ? text : text.slice(bars[0].length).replace(/^Exception Group /, "");
}

function indentOf(text: string): number {
  let index = 0;
  while (text.charCodeAt(index) === 32 || text.charCodeAt(index) === 9) index += 1;
  return index === text.length ? 0 : index;
}

interface View {
  view: (index: number) => string;
  base: number;
}

/** Reads frames with their source lines; `next` is the line that names the exception. */
function readFrames(
  lines: readonly LogLine[],
  start: number,
  { view, base }: View,
): { frames: StackFrame[]; next: number } {
  const frames: StackFrame[] = [];
  let index = start;
  let sourceLines = 0;
  let flat = false;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    const text = view(index);
    const match = text.includes('File "') ? FRAME.exec(text.slice(0, 640)) : null;
    if (match !== null) {
      if (indentOf(text) <= base) flat = true;
      if (frames.length === 2 * END_FRAMES) frames.splice(END_FRAMES, 1);
      frames.push(frameOf(match, line.no));
      sourceLines = 0;
    } else if (endsFrames(text, { base, flat, sourceLines, frames: frames.length })) {
      return { frames, next: index };
    } else {
      sourceLines += 1;
      const last = frames.at(-1);
      if (last !== undefined && last.source === null && !CARETS.test(text)) last.source = text.trim();
    }
    index += 1;
  }
  return { frames, next: index };
}

function endsFrames(
  text: string,
  state: { base: number; flat: boolean; sourceLines: number; frames: number },
): boolean {
  const trimmed = text.trim();
  if (trimmed === "" || CARETS.test(text) || trimmed.startsWith("[Previous line repeated")) return false;
  if (isGapInside(trimmed)) return false;
  if (!state.flat) return indentOf(text) <= state.base;
  if (STRICT_TYPE.test(trimmed)) return true;
  return state.sourceLines > 0 && TYPE_LINE.test(trimmed) && /^[\w.]*[A-Z][\w.]*:? /.test(`${trimmed} `);
}

function frameOf(match: RegExpExecArray, logLine: number): StackFrame {
  const file = match[1] ?? "";
  return {
    file,
    line: Number(match[2]),
    function: match[3]?.trim() ?? null,
    source: null,
    origin: fileOrigin(file),
    logLine,
  };
}

/** The rest of a multi-line message and its notes, up to the next record, blank line or traceback. */
function readMessageTail(
  lines: readonly LogLine[],
  at: number,
  view: (index: number) => string,
): { texts: string[]; next: number } {
  const texts: string[] = [];
  const origin = lines[at];
  let index = at + 1;
  while (index < lines.length && texts.length < MAX_MESSAGE_LINES) {
    const line = lines[index];
    if (line === undefined || origin === undefined || endsMessage(line, origin)) break;
    const text = view(index);
    if (text.includes(TRACEBACK) || text.startsWith(CAUSE) || text.startsWith(CONTEXT)) break;
    if (MEMBER.test(line.text) || /^\s*\+-{4,}/.test(line.text) || FRAME.test(text)) break;
    if (text.trim() === "" && !continuesAfterBlank(lines, index, origin)) break;
    texts.push(text);
    index += 1;
  }
  while (texts.length > 0 && texts.at(-1)?.trim() === "") {
    texts.pop();
    index -= 1;
  }
  return { texts, next: index };
}

function endsMessage(line: LogLine, origin: LogLine): boolean {
  if (line.record === origin.record) return line.head;
  return true;
}

/** Database driver messages continue after a blank line with `[SQL: …]` or `LINE 1: …`. */
function continuesAfterBlank(lines: readonly LogLine[], index: number, origin: LogLine): boolean {
  const next = lines[index + 1];
  if (next === undefined || next.head || next.record !== origin.record) return false;
  return /^(?:\[SQL|LINE \d|DETAIL|HINT|\(Background|\[parameters|\s{2,}\S)/.test(next.text);
}

function findConnector(
  lines: readonly LogLine[],
  from: number,
): { link: "cause" | "context"; next: number } | null {
  for (let index = from; index < Math.min(lines.length, from + 5); index += 1) {
    const text = (lines[index]?.text ?? "").replace(/^[\s|]+/, "");
    if (text.startsWith(CAUSE)) return { link: "cause", next: index + 1 };
    if (text.startsWith(CONTEXT)) return { link: "context", next: index + 1 };
    if (text !== "" && text !== '"""') return null;
  }
  return null;
}

/** The member exceptions of an exception group. */
function readMembers(
  lines: readonly LogLine[],
  from: number,
  group: RawException,
): { found: RawException[]; next: number } {
  const found: RawException[] = [];
  let index = from;
  while (index < lines.length && MEMBER.test(lines[index]?.text ?? "")) {
    const first = index + 1;
    const text = lines[first]?.text ?? "";
    const block = text.includes(TRACEBACK) ? readBlock(lines, first, true) : readBareMember(lines, first);
    if (block?.exception == null) return { found, next: first };
    block.exception.link = "group_member";
    block.exception.outer = group;
    found.push(block.exception, ...block.members);
    index = block.next;
  }
  if (/^[\s|]*\+-{4,}\s*$/.test((lines[index]?.text ?? "").slice(0, 200)) && found.length > 0) index += 1;
  return { found, next: index };
}

function readBareMember(lines: readonly LogLine[], index: number): Block | null {
  const text = unframe(lines[index]?.text ?? "", 1).trim();
  const parsed = TYPE_LINE.exec(text.slice(0, 4000));
  if (parsed === null) return null;
  const tail = readMessageTail(lines, index, (at) => unframe(lines[at]?.text ?? "", 1));
  const message = [parsed[2] ?? "", ...tail.texts].join("\n").trimEnd();
  const at = { start: index, message: index, end: tail.next - 1 };
  return {
    exception: rawException("python", at, { type: parsed[1] ?? null, message }),
    members: [],
    next: tail.next,
  };
}
