/** Reads formatted tracebacks: notebooks (IPython, papermill, Databricks) and rich's boxes. */
import { fileOrigin } from "@/lib/logs/exceptions/frame-origin";
import type { LogLine } from "@/lib/logs/records/log-line";
import type { StackFrame } from "@/lib/logs/schemas";

/** A formatted traceback; `type` is the index of the line that names the exception. */
export interface DrawnTraceback {
  frames: StackFrame[];
  type: number;
}

const MAX_LINES = 600;
const CELL_HEADER = /^\s{0,8}([A-Za-z_][\w.]{0,120}) {2,}Traceback \(most recent call last\)/;
const CELL_FRAME =
  /^(?:File |Input In |Input |Cell )?([^\s:,][^:,]{0,300}?)(?:(?::| line |, line )(\d{1,7}))?(?:,? in ([^\n]{1,160}))?$/;
const CELL_STARTS = /^(?:File |Input |Cell |~?\/|<|[A-Za-z]:\\)/;
const CELL_ARROW = /^-{1,6}> ?(\d{1,7})(?: (.*))?$/;
const BOX_HEADER = /^\s{0,8}[╭┌+][─-]{2,200} ?Traceback \(most recent call last\)/;
const BOX_FRAME = /^[│|] (\S[^│]{0,300}?):(\d{1,7}) in (\S[^│]{0,160}?) *[│|]?$/;
const BOX_SOURCE = /^[│|] {1,8}[❱>] {0,8}\d{1,7} [│|](.{0,400})/;
const BOX_END = /^\s{0,8}[╰└+][─-]{2,200}[╯┘+]?\s*$/;

/** Reads the formatted traceback whose header is at `start`; null if it is some other header. */
export function readDrawnTraceback(lines: readonly LogLine[], start: number): DrawnTraceback | null {
  const head = (lines[start]?.text ?? "").slice(0, 400);
  const cell = CELL_HEADER.exec(head);
  if (cell !== null) return readCell(lines, start, cell[1] ?? "");
  return BOX_HEADER.test(head) ? readBox(lines, start) : null;
}

/** A notebook repeats the header's exception type, with the message, below the last frame. */
function readCell(lines: readonly LogLine[], start: number, type: string): DrawnTraceback | null {
  const frames: StackFrame[] = [];
  for (let index = start + 1; index < Math.min(lines.length, start + MAX_LINES); index += 1) {
    const line = lines[index];
    const text = line?.text ?? "";
    if (line === undefined) break;
    if (text.startsWith(type) && /^(?::|\s*$)/.test(text.slice(type.length))) return { frames, type: index };
    const arrow = CELL_ARROW.exec(text.slice(0, 600));
    const last = frames.at(-1);
    if (arrow !== null && last !== undefined) {
      last.line = Number(arrow[1]);
      last.source = arrow[2]?.trim() || null;
    }
    const match = CELL_STARTS.test(text) ? CELL_FRAME.exec(text.slice(0, 500)) : null;
    if (match !== null) frames.push(frame(line, { file: match[1], at: match[2], name: match[3] }));
  }
  return null;
}

function readBox(lines: readonly LogLine[], start: number): DrawnTraceback | null {
  const frames: StackFrame[] = [];
  for (let index = start + 1; index < Math.min(lines.length, start + MAX_LINES); index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const text = line.text.trim().slice(0, 600);
    if (BOX_END.test(text)) return { frames, type: nextSolid(lines, index + 1) };
    const match = BOX_FRAME.exec(text);
    const source = BOX_SOURCE.exec(text);
    const last = frames.at(-1);
    if (source !== null && last !== undefined) last.source = withoutBorder(source[1] ?? "") || null;
    else if (match !== null) frames.push(frame(line, { file: match[1], at: match[2], name: match[3] }));
  }
  return null;
}

function withoutBorder(text: string): string {
  const open = text.trimEnd();
  return (open.endsWith("│") || open.endsWith("|") ? open.slice(0, -1) : open).trim();
}

function nextSolid(lines: readonly LogLine[], from: number): number {
  const isBlank = (index: number) => index < lines.length && (lines[index]?.text ?? "").trim() === "";
  return isBlank(from) ? from + 1 : from;
}

function frame(
  line: LogLine,
  read: { file: string | undefined; at: string | undefined; name: string | undefined },
): StackFrame {
  const file = read.file ?? "";
  // A notebook cell is always user code.
  const origin = file.startsWith("In[") || file.startsWith("<") ? "user" : fileOrigin(file);
  return {
    file,
    line: read.at === undefined ? null : Number(read.at),
    function: read.name?.replace(/\(.*$/, "") ?? null,
    source: null,
    origin,
    logLine: line.no,
  };
}
