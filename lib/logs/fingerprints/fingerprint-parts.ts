/** The parts of a fingerprint: names and code locations that are stable across runs. Pure. */
import { shortType } from "@/lib/logs/exceptions/short-type";
import { normaliseMessage } from "@/lib/logs/fingerprints/normalise-message";
import type { LogException, StackFrame } from "@/lib/logs/schemas";

const MAX_FRAMES = 12;
const MAX_MESSAGE_LENGTH = 400;
const MAX_NAME_LENGTH = 200;

/** The pipeline's own frames, outermost first, without line numbers and host-specific folders. */
export function ownFrames(root: LogException, chain: readonly LogException[]): string[] {
  const own = userFrames(root);
  if (own.length > 0) return own;
  for (const outer of chain.slice(root.chainIndex + 1)) {
    const frames = userFrames(outer);
    if (frames.length > 0) return frames;
  }
  return [];
}

function userFrames(exception: LogException): string[] {
  const own = exception.frames.filter(
    (frame) => frame.origin === "user" && !INLINED.test(frame.function ?? ""),
  );
  const placed = own.filter((frame) => !ENGINE_FILE.test(frame.file));
  const names = (placed.length > 0 ? placed : own)
    .map((frame) => frameName(frame, exception.language))
    .filter((name) => name !== "");
  return names.filter((name, index) => name !== names[index - 1]).slice(-MAX_FRAMES);
}

/** Frames that only some versions of a language show. */
const INLINED = /^<(?:list|dict|set)comp>$|^eval(?: code)?$/;
/** Numbers in names that change per build or run: `ipykernel_812`, `$anonfun$3`, content hashes. */
const RUN_NUMBER =
  /(?<=[_$.-])\d+(?![A-Za-z0-9])|\d{4,}|(?<![0-9A-Za-z])(?=[0-9a-f]*\d)[0-9a-f]{8,64}(?![0-9A-Za-z])/g;
/** Class names generated at runtime; the part after the marker differs per process. */
const GENERATED =
  /\$\$_javassist\w*.*|(?<=\$\$(?:Lambda|[A-Za-z]*EnhancerBy\w*|[A-Za-z]*FastClassBy\w*))\$\$?.*|\$\$[0-9a-f]{6,}.*/;
const NO_FILE = /^(?:https?|blob|data):/;
/** Files built into the JavaScript engine; engines differ in which they show. */
const ENGINE_FILE = /^(?:\[?native code\]?|<anonymous>|eval code|native)$/;
const ANONYMOUS = /^(?:Anonymous function|<anonymous>|\?|anonymous)$|\/<$/;
const NO_SOURCE = /^(?:\{snip\}|<html>|<!doctype.*)?$/i;

function frameName(frame: StackFrame, language: LogException["language"]): string {
  const file =
    NO_FILE.test(frame.file) || ENGINE_FILE.test(frame.file)
      ? ""
      : baseName(frame.file).replace(GENERATED, "");
  const place = functionName(frame, language);
  return file === "" && place === "" ? "" : `${file}:${place}`.replace(RUN_NUMBER, "#");
}

/** The function name (in JavaScript without the object, because engines differ), or else the source line. */
function functionName(frame: StackFrame, language: LogException["language"]): string {
  const name = frame.function ?? "";
  if (language === "javascript") {
    return ANONYMOUS.test(name) ? "" : (name.split(/[.#]/).at(-1) ?? "");
  }
  const source = frame.source?.trim() ?? "";
  return name !== "" || NO_SOURCE.test(source) ? name : source;
}

/**
 * For failures without a frame in the pipeline's own code: the library's entry point (an operator's `execute`) and the
 * package that raised. Nothing in between is kept, because releases move files inside a package.
 */
export function libraryFrames(root: LogException): string[] {
  if (root.language !== "python") return [];
  const frames = root.frames.filter((frame) => frame.origin === "library");
  const entry = frames[0];
  const last = frames.at(-1);
  if (entry === undefined || last === undefined) return [];
  const names = [`${packageOf(entry.file)}:${entry.function ?? ""}`, packageOf(last.file)];
  return names[1] === packageOf(entry.file) ? names.slice(0, 1) : names;
}

const INSTALLED =
  /[/\\](?:site|dist)-packages[/\\]|[/\\]node_modules[/\\]|[/\\]lib(?:64)?[/\\]python\d(?:\.\d+)?[/\\]/g;

/** The installed package a file belongs to, such as `airflow/providers/snowflake`, without its version. */
function packageOf(file: string): string {
  const parts = (file.split(INSTALLED).at(-1) ?? file).split(/[/\\]/).filter((part) => part !== "");
  const depth = parts[1] === "providers" ? 3 : 1;
  return parts.slice(0, depth).join("/").replace(/\.py$/, "");
}

function baseName(file: string): string {
  const name = file.split(/[/\\]/).findLast((part) => part !== "") ?? file;
  return name.slice(-MAX_NAME_LENGTH);
}

const PATH = /(?<![\w./\\<-])(?:[A-Za-z]:)?(?:[/\\][^\s'"`:,;()<>[\]{}/\\]{1,255}){1,64}[/\\]?/g;
const NEAR = /\b(near|token|character|column|line|position) (?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|<int>)/g;

/** Amounts may be an integer in one run and have a fraction or a unit in the next. */
const AMOUNT = /<(?:int|float|duration)>/g;

/** The first non-empty line of a message with variable parts masked and paths reduced to file names. */
export function messageSkeleton(message: string): string {
  const line = message.split("\n").find((text) => /[A-Za-z]/.test(text)) ?? "";
  const short = line.trim().replace(PATH, (path) => (path.length > 1 ? `<path>/${baseName(path)}` : path));
  const skeleton = normaliseMessage(short).replace(NEAR, "$1 <…>").replace(AMOUNT, "<n>");
  return skeleton.slice(0, MAX_MESSAGE_LENGTH);
}

/** Exceptions whose quoted name identifies the cause: the same call with another name is another failure. */
const SUBJECTS: readonly { type: RegExp; pattern: RegExp }[] = [
  { type: /^KeyError$/, pattern: /^['"]?([A-Za-z_][\w .-]{0,80})['"]?$/ },
  { type: /^(?:ModuleNotFoundError|ImportError)$/, pattern: /No module named ['"]?([\w.]{1,120})|cannot import name ['"]?(\w{1,120})/ },
  { type: /^UndefinedColumn$/, pattern: /column "?([\w.]{1,120})"? (?:of relation "?[\w.]{1,120}"? )?does not exist/ },
  { type: /^UndefinedTable$/, pattern: /relation "?([\w.]{1,120})"? does not exist/ },
]; // prettier-ignore

/** The name an exception of such a type is about, with variable parts masked; null for other types. */
export function subjectOf(exception: LogException): string | null {
  const type = shortType(exception.type) ?? "";
  const rule = SUBJECTS.find((candidate) => candidate.type.test(type));
  const match = rule?.pattern.exec(exception.message.split("\n", 1)[0] ?? "");
  const subject = match?.[1] ?? match?.[2];
  return subject === undefined ? null : normaliseMessage(subject);
}
