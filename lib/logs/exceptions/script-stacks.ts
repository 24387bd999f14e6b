/** Reads JavaScript, Go, Rust and Ruby stack traces. */
import { fileOrigin } from "@/lib/logs/exceptions/frame-origin";
import type { LogLine } from "@/lib/logs/records/log-line";
import { rawException, type RawException } from "@/lib/logs/exceptions/raw-exception";
import type { StackFrame } from "@/lib/logs/schemas";

const JS_FRAME =
  /^\s{2,12}at (?:(?:async )?([^()]{1,200}) \()?((?:file:\/\/|node:|[A-Za-z]:\\)?[^():\s]{1,300}):(\d{1,7}):(\d{1,7})\)?$/;
const JS_HEADER =
  /^(?:Uncaught |.{0,40}\[cause\]: )?([A-Z][\w$]*(?:Error|Exception)|Error)(?: \[[\w]+\])?(?:: (.*))?$/;
const JS_LOOK_BACK = 12;
const GO_PANIC = /^(?:panic|fatal error): (.*)$/;
const GO_FRAME = /^\s{1,8}(\/[^\s:]{1,300}\.go):(\d{1,7})/;
const RUST_PANIC = /^thread '([^']{0,120})' panicked at (.*)$/;
const RUBY_HEAD =
  /^\s{0,8}(\/?[\w./-]{1,200}\.rb):(\d{1,7}):in [`']([^']{1,120})': (.*?)(?: \(([A-Z][\w:]{1,80})\))?$/;
const RUBY_FRAME = /^\s{0,12}from (.{1,300}?):(\d{1,7}):in [`']([^']{1,120})'/;

/** All stack traces in the four languages, in log order. */
export function findScriptExceptions(lines: readonly LogLine[]): RawException[] {
  const found: RawException[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const read = readAt(lines, index, line.text);
    if (read === null) continue;
    if (typeof read === "number") index = read;
    else {
      found.push(read);
      index = Math.max(index, read.endIndex);
    }
  }
  return found;
}

/** An exception, or the index of the last frame of a stack without a header. */
function readAt(lines: readonly LogLine[], index: number, text: string): RawException | number | null {
  const first = text.charCodeAt(0);
  if (first === 112 /* p */ || first === 102 /* f */) return readGo(lines, index, text);
  if (first === 116 /* t */) return readRust(lines, index, text);
  if (first === 32 || first === 9) {
    if (text.includes("at ")) return readJavaScript(lines, index);
    return text.includes(".rb:") ? readRuby(lines, index, text) : null;
  }
  return text.includes(".rb:") ? readRuby(lines, index, text) : null;
}

function jsFrame(line: LogLine | undefined): StackFrame | null {
  if (line === undefined || !line.text.includes("at ")) return null;
  const match = JS_FRAME.exec(line.text.slice(0, 700));
  if (match === null) return null;
  const file = match[2] ?? "";
  return frame(line, { file, line: match[3], name: match[1] ?? null });
}

function frame(
  line: LogLine,
  read: { file: string; line: string | undefined; name: string | null },
): StackFrame {
  return {
    file: read.file,
    line: read.line === undefined ? null : Number(read.line),
    function: read.name,
    source: null,
    origin: fileOrigin(read.file),
    logLine: line.no,
  };
}

function readJavaScript(lines: readonly LogLine[], index: number): RawException | number | null {
  if (jsFrame(lines[index]) === null) return null;
  const frames: StackFrame[] = [];
  let next = index;
  for (let read = jsFrame(lines[next]); read !== null; read = jsFrame(lines[next])) {
    if (frames.length < 200) frames.push(read);
    next += 1;
  }
  for (let back = index - 1; back >= Math.max(0, index - JS_LOOK_BACK); back -= 1) {
    const text = (lines[back]?.text ?? "").trim().slice(0, 2000);
    const match = JS_HEADER.exec(text);
    if (match === null) continue;
    const rest = lines.slice(back + 1, index).map((line) => line.text);
    const message = [match[2] ?? "", ...rest].join("\n").trimEnd();
    const at = { start: back, message: back, end: next - 1 };
    return rawException("javascript", at, { type: match[1] ?? null, message, frames });
  }
  return next - 1;
}

function readGo(lines: readonly LogLine[], index: number, text: string): RawException | null {
  if (!text.startsWith("panic: ") && !text.startsWith("fatal error: ")) return null;
  const match = GO_PANIC.exec(text.slice(0, 4000));
  if (match === null) return null;
  const frames: StackFrame[] = [];
  let next = index + 1;
  let quiet = 0;
  let end = index;
  while (next < lines.length && quiet < 4) {
    const line = lines[next];
    const found = line === undefined ? null : GO_FRAME.exec(line.text);
    if (line !== undefined && found !== null) {
      const name = (lines[next - 1]?.text ?? "").trim().slice(0, 200);
      frames.push(frame(line, { file: found[1] ?? "", line: found[2], name }));
      end = next;
      quiet = 0;
    } else quiet += 1;
    next += 1;
  }
  // Other programs also print `fatal error:`; Go lists its goroutines below it.
  if (text.startsWith("fatal") && frames.length === 0 && !hasGoroutine(lines, index)) return null;
  return rawException(
    "go",
    { start: index, message: index, end },
    { type: "panic", message: match[1] ?? "", frames },
  );
}

function hasGoroutine(lines: readonly LogLine[], index: number): boolean {
  return lines.slice(index + 1, index + 8).some((line) => /^goroutine \d|^runtime:/.test(line.text));
}

function readRust(lines: readonly LogLine[], index: number, text: string): RawException | null {
  if (!text.startsWith("thread '")) return null;
  const match = RUST_PANIC.exec(text.slice(0, 4000));
  if (match === null) return null;
  const below = lines[index + 1]?.text ?? "";
  const hasQuote = (match[2] ?? "").startsWith("'");
  // Since Rust 1.73 the place stands here and the message below.
  const place = /^(?<file>[^\s:]{1,300}):(?<line>\d{1,7}):\d{1,7}:?$/.exec(match[2] ?? "")?.groups;
  const said = below.trim() === "" ? (match[2] ?? "") : below.trim();
  const message = hasQuote ? (match[2] ?? "") : said;
  const isBelow = !hasQuote && below.trim() !== "";
  const at = { start: index, message: isBelow ? index + 1 : index, end: isBelow ? index + 1 : index };
  const frames =
    place === undefined || lines[index] === undefined
      ? []
      : [frame(lines[index], { file: place["file"] ?? "", line: place["line"], name: match[1] ?? "" })];
  return rawException("other", at, { type: "panic", message, frames });
}

function readRuby(lines: readonly LogLine[], index: number, text: string): RawException | null {
  const match = RUBY_HEAD.exec(text.slice(0, 2000));
  const line = lines[index];
  if (match === null || line === undefined) return null;
  const frames = [frame(line, { file: match[1] ?? "", line: match[2], name: match[3] ?? null })];
  let next = index + 1;
  while (next < lines.length && frames.length < 200) {
    const below = lines[next];
    const found = below === undefined ? null : RUBY_FRAME.exec(below.text.slice(0, 700));
    if (below === undefined || found === null) break;
    frames.push(frame(below, { file: found[1] ?? "", line: found[2], name: found[3] ?? null }));
    next += 1;
  }
  if (frames.length === 1 && match[5] === undefined) return null;
  const at = { start: index, message: index, end: next - 1 };
  return rawException("other", at, { type: match[5] ?? null, message: match[4] ?? "", frames });
}
