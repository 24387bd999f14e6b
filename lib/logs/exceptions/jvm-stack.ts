/** Reads JVM and .NET stack traces: type and message first, then frames, then causes. */
import { fileOrigin, qualifiedOrigin } from "@/lib/logs/exceptions/frame-origin";
import { isGapInside } from "@/lib/logs/records/gap-line";
import type { LogLine } from "@/lib/logs/records/log-line";
import { rawException, type RawException } from "@/lib/logs/exceptions/raw-exception";
import { isWrapperException } from "@/lib/logs/exceptions/wrapper-exceptions";
import type { StackFrame } from "@/lib/logs/schemas";

const JVM_FRAME =
  /^\s{0,12}at ((?:[\w.$@-]+\/{1,2}){0,2}[\w.$<>-]+(?:\/[\w.$/<>-]+)?)\(([^()\s:]{1,120}|Native Method|Unknown Source)(?::(\d{1,7}))?\)/;
const NET_FRAME = /^\s{2,8}at ([\w.$<>`+[\]]+)\s?\([^)]{0,400}\)(?: in (.{1,300}):line (\d{1,7}))?\s*$/;
const MORE = /^\s{0,12}\.\.\. \d+ (?:more|common frames omitted)/;
const TYPE = "(?:[a-zA-Z_][\\w$]*\\.){1,12}[A-Z][\\w$]*";
const HEADER = new RegExp(
  `^(?:Exception in thread "[^"]{0,200}" |: |Unhandled exception\\. )?(${TYPE})(?:: ?(.*))?$`,
);
const INLINE_HEADER = new RegExp(`: (${TYPE})(?:: (.*))?$`);
const CAUSED = new RegExp(`^\\s{0,12}(?:Caused by: |---> |Suppressed: )(${TYPE})?(?:: ?)?(.*)$`);
const LOOK_BACK = 40;
const MAX_FRAME_LENGTH = 1200;

/** All JVM and .NET stack traces; each cause is linked to its effect. */
export function findJvmExceptions(lines: readonly LogLine[]): RawException[] {
  const found: RawException[] = [];
  let floor = 0;
  let index = 0;
  while (index < lines.length) {
    if (!isFrame(lines[index]?.text ?? "")) {
      index += 1;
      continue;
    }
    const chain = readChain(lines, index, floor);
    found.push(...chain.found);
    floor = chain.next;
    index = Math.max(chain.next, index + 1);
  }
  return found;
}

function isFrame(text: string): boolean {
  if (!text.includes("at ")) return false;
  const head = text.slice(0, MAX_FRAME_LENGTH);
  return JVM_FRAME.test(head) || NET_FRAME.test(head);
}

interface Header {
  start: number;
  message: number;
  type: string | null;
  text: string;
}

function readChain(
  lines: readonly LogLine[],
  frameIndex: number,
  floor: number,
): { found: RawException[]; next: number } {
  const header = findHeader(lines, frameIndex, floor);
  const found: RawException[] = [];
  let current = header === null ? null : open(header);
  if (current !== null) found.push(current);
  // The indentation of the suppressed exception that is being passed over, which its causes have at least.
  let passed: number | null = null;
  let index = frameIndex;
  while (index < lines.length) {
    const line = lines[index];
    if (line === undefined) break;
    const frame = frameOf(line);
    if (frame !== null) {
      if (passed === null && current !== null && current.frames.length < 200) current.frames.push(frame);
    } else if (!MORE.test(line.text) && !isGapInside(line.text)) {
      const cause = readCause(lines, index);
      if (cause === null) break;
      const indent = line.text.search(/\S/);
      if (
        (passed !== null && passed > 0 && indent >= passed) ||
        (isSuppressed(line.text) && saysEnough(current))
      ) {
        passed = Math.min(passed ?? indent, indent);
        if (current !== null) current.endIndex = cause.next - 1;
        index = cause.next;
        continue;
      }
      passed = null;
      const next = open(cause.header);
      if (current !== null) {
        next.link = "cause";
        next.outer = current;
      }
      found.push(next);
      current = next;
      index = cause.next - 1;
    }
    if (current !== null) current.endIndex = index;
    index += 1;
  }
  return { found, next: index };
}

function isSuppressed(text: string): boolean {
  return /^\s{0,12}Suppressed: /.test(text);
}

/** Whether an exception explains itself, so that what failed while it was being handled does not matter. */
function saysEnough(exception: RawException | null): boolean {
  if (exception === null || exception.message.trim() === "") return false;
  return !isWrapperException(exception.type, exception.message);
}

function open(header: Header): RawException {
  const at = { start: header.start, message: header.message, end: header.message };
  const language = "java";
  return rawException(language, at, { type: header.type, message: header.text });
}

function frameOf(line: LogLine): StackFrame | null {
  const jvm = JVM_FRAME.exec(line.text.slice(0, MAX_FRAME_LENGTH));
  if (jvm !== null) {
    const qualified = jvm[1] ?? "";
    return frame(line, {
      file: jvm[2] ?? "",
      at: jvm[3],
      name: qualified,
      origin: qualifiedOrigin(qualified),
    });
  }
  const net = NET_FRAME.exec(line.text.slice(0, MAX_FRAME_LENGTH));
  if (net === null) return null;
  const name = net[1] ?? "";
  const file = net[2];
  const origin = file === undefined ? qualifiedOrigin(name) : fileOrigin(file);
  return frame(line, { file: file ?? name, at: net[3], name, origin });
}

function frame(
  line: LogLine,
  read: { file: string; at: string | undefined; name: string; origin: StackFrame["origin"] },
): StackFrame {
  return {
    file: read.file,
    line: read.at === undefined ? null : Number(read.at),
    function: read.name,
    source: null,
    origin: read.origin,
    logLine: line.no,
  };
}

/** The line above the frames that names the exception; a multi-line message may lie in between. */
function findHeader(lines: readonly LogLine[], frameIndex: number, floor: number): Header | null {
  const first = lines[frameIndex];
  for (let index = frameIndex - 1; index >= Math.max(floor, frameIndex - LOOK_BACK); index -= 1) {
    const line = lines[index];
    if (line === undefined || first === undefined) return null;
    const text = line.text.slice(0, 4000);
    const match =
      HEADER.exec(text) ?? (line.head || index === frameIndex - 1 ? INLINE_HEADER.exec(text) : null);
    if (match !== null) return headerAt(lines, { index, frameIndex, match });
    if (line.head && !line.relayed && line.record !== first.record) return null;
    if (text.includes('File "') && frameIndex - index > 12) return null;
  }
  return null;
}

function headerAt(
  lines: readonly LogLine[],
  at: { index: number; frameIndex: number; match: RegExpExecArray },
): Header {
  const rest = lines.slice(at.index + 1, at.frameIndex).map((line) => line.text);
  const text = [at.match[2] ?? "", ...rest].join("\n").trimEnd();
  return { start: at.index, message: at.index, type: at.match[1] ?? null, text };
}

function readCause(lines: readonly LogLine[], index: number): { header: Header; next: number } | null {
  const text = lines[index]?.text ?? "";
  if (!/Caused by: |---> |Suppressed: /.test(text.slice(0, 40))) return null;
  const match = CAUSED.exec(text.slice(0, 4000));
  if (match === null) return null;
  let next = index + 1;
  const texts = [match[2] ?? ""];
  while (next < lines.length && next - index < LOOK_BACK) {
    const line = lines[next];
    if (line === undefined || frameOf(line) !== null || MORE.test(line.text)) break;
    if (/Caused by: |^\s*--- End of/.test(line.text.slice(0, 30)) || (line.head && !line.relayed)) break;
    texts.push(line.text);
    next += 1;
  }
  const hasFrames = next < lines.length && next - index < LOOK_BACK;
  return {
    header: {
      start: index,
      message: index,
      type: match[1] ?? null,
      text: (hasFrames ? texts : texts.slice(0, 1)).join("\n").trimEnd(),
    },
    next: hasFrames ? next : index + 1,
  };
}
