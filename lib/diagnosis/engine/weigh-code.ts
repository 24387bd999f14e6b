import { findReadOf } from "@/lib/diagnosis/engine/find-read";
import type { EvidencePiece, PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Observed } from "@/lib/diagnosis/engine/observe";
import { raisedOn } from "@/lib/diagnosis/inference/deliberate-line";
import type { Weights } from "@/lib/diagnosis/inference/weights";
import type { TracebackLine } from "@/lib/evidence/schemas";
import type { Category } from "@/lib/failures/schemas";

/** Weights by what the failing line does. */
const CODE_WEIGHT = {
  fieldOfData: { schema_change: 2.6, data_quality: 0.4, code_bug: -0.8 },
  /** The same, if other evidence says that the fields changed. */
  fieldThatChanged: { schema_change: 4, data_quality: 0.2, code_bug: -1 },
  setting: { configuration: 2.6, code_bug: -0.5 },
  /** The error alone looks like a bug: `None` used as text or a number. */
  settingUsedAtOnce: { configuration: 5, code_bug: -3 },
  relativePath: { configuration: 1.2, upstream_missing_data: 0.6 },
  absolutePath: { upstream_missing_data: 1.2, configuration: 0.6 },
  /** The inference weighs the check itself; this adds the line to cite. */
  check: {},
} as const satisfies Record<string, Weights>;

interface Failure {
  /** Without its package. */
  type: string;
  /** The first line. */
  message: string;
}

interface Found {
  claim: string;
  weights: Weights;
  /** The root cause if this category leads and the error does not say it itself. */
  cause?: { category: Category; text: string };
  /** What to do about it, beside the usual steps; a sentence without its full stop. */
  step?: { category: Category | null; text: string };
}

/** What a line of code evidence says, with its number in the file. */
export interface CodeReason extends Found {
  line: number;
}

/** What the failing line says about the failure, if it is known to be the code that ran. Pure. */
export function weighCode(piece: PieceOf<"code">, observed: Observed): CodeReason[] {
  const frame = piece.facts?.frames.find(({ isFailing, isSameCode }) => isFailing && isSameCode);
  const failure = frame && failureAt(frame, observed);
  if (!frame || !failure) return [];
  const evidence = observed.input.evidence.filter(({ status }) => status === "ok");
  const found =
    checksOnPurpose(frame, failure) ??
    readsSetting(frame, failure) ??
    readsField(frame, failure, evidence) ??
    readsPath(frame, failure);
  return found === null ? [] : [{ ...found, line: frame.line }];
}

/** The error raised at or below this frame. */
function failureAt(frame: TracebackLine, { subjects }: Observed): Failure | null {
  const subject =
    subjects.find(({ exception }) =>
      exception?.frames.some(({ file, line }) => file === frame.file && line === frame.line),
    ) ?? subjects.find(({ role }) => role === "reported");
  if (!subject?.type) return null;
  const type = subject.type.split(".").at(-1) ?? "";
  const message = subject.exception?.message ?? subject.text.slice(subject.text.indexOf(": ") + 2);
  return { type, message: (message.split("\n", 1)[0] ?? "").slice(0, 500) };
}

const LITERAL = `\\(?\\s*(?:key\\s*=\\s*|conn_id\\s*=\\s*)?["']([^"'\\n]{1,200})["']`;
const SETTINGS: readonly { what: string; call: RegExp }[] = [
  { what: "environment variable", call: new RegExp(`\\benviron\\[${LITERAL}\\s*\\]`) },
  { what: "environment variable", call: new RegExp(`\\b(?:getenv|environ\\.get)${LITERAL}\\s*\\)`) },
  { what: "variable", call: new RegExp(`\\bVariable\\.get${LITERAL}`) },
  { what: "connection", call: new RegExp(`\\b(?:get_connection|Connection\\.get\\w*)${LITERAL}`) },
];
/** A setting read by name, if the error names it or comes from the `None` that a missing one is read as. */
function readsSetting({ text }: TracebackLine, { message }: Failure): Found | null {
  for (const { what, call } of SETTINGS) {
    const hit = call.exec(text);
    if (hit === null) continue;
    const name = hit[1] ?? "";
    const isNone = isNoneOfCall(message, text.slice(0, hit.index), text.slice(hit.index + hit[0].length));
    if (!isNone && !message.includes(name)) continue;
    const claim = `The failing line reads the ${what} \`${name}\`, which is not set`;
    if (!isNone) return { claim, weights: CODE_WEIGHT.setting };
    const cause = `The ${what} \`${name}\` is not set where the code runs`;
    return {
      claim,
      weights: CODE_WEIGHT.settingUsedAtOnce,
      cause: { category: "configuration", text: cause },
    };
  }
  return null;
}

const CONVERTS = /(?:\b(?:int|float|bool|len|list|open|Path|loads|join|timedelta)\(|[+%/*])\s*(?:os\.)?$/;

/** Whether the error comes from using the result of a call as if it were not `None`, right where it is called. */
function isNoneOfCall(message: string, before: string, after: string): boolean {
  if (!/\bNone(?:Type)?\b/.test(message)) return false;
  const attribute = /has no attribute '(\w{1,100})'/.exec(message)?.[1];
  if (attribute !== undefined) return after.startsWith(`.${attribute}`);
  return CONVERTS.test(before) || /^\s*[+%/*[]/.test(after);
}

/** A field of a row that the shown code reads from a file, a table or an API. */
function readsField(
  frame: TracebackLine,
  failure: Failure,
  evidence: readonly EvidencePiece[],
): Found | null {
  const key = failure.type === "KeyError" ? /^['"](.{1,200})['"]$/.exec(failure.message)?.[1] : undefined;
  if (key === undefined) return null;
  const access = [`["${key}"]`, `['${key}']`].map((subscript) => frame.text.indexOf(subscript));
  const at = access.find((index) => index > 0);
  const row = at === undefined ? undefined : /([A-Za-z_]\w{0,80})$/.exec(frame.text.slice(0, at))?.[1];
  if (row === undefined) return null;
  const code = evidence.flatMap((piece) => (piece.kind === "code" ? piece.text.split("\n") : []));
  const read = findReadOf(row, code);
  if (read === null) return null;
  const hasChanged = evidence.some((piece) => saysThatChanged(piece, key));
  const claim = `The failing line reads the field \`${key}\` of data that comes from \`${read}\``;
  return { claim, weights: hasChanged ? CODE_WEIGHT.fieldThatChanged : CODE_WEIGHT.fieldOfData };
}

const FIELDS = /\b(?:header|column|field|schema|rename)/i;

/** Whether evidence about data, not code or log, names the key where it is about fields. */
function saysThatChanged({ kind, text, facts }: EvidencePiece, key: string): boolean {
  if (kind === "schema_change")
    return text.includes(key) && !(facts && "match" in facts && facts.match === "name");
  if (kind !== "deploy" && kind !== "event" && kind !== "upstream") return false;
  return text.split("\n").some((line) => line.includes(key) && FIELDS.test(line));
}

/** A file that the line opens by a fixed path. */
function readsPath({ text }: TracebackLine, { type, message }: Failure): Found | null {
  if (type !== "FileNotFoundError") return null;
  const path = /'([^'\n]{1,400})'/.exec(message)?.[1];
  if (path === undefined || ![`"${path}"`, `'${path}'`].some((literal) => text.includes(literal)))
    return null;
  const isAbsolute = /^(?:\/|[a-z][\w+.-]*:)/i.test(path);
  const kind = isAbsolute ? "the fixed path" : "the relative path";
  return {
    claim: `The failing line reads ${kind} \`${path}\`, which does not exist`,
    weights: isAbsolute ? CODE_WEIGHT.absolutePath : CODE_WEIGHT.relativePath,
  };
}

function checksOnPurpose({ text }: TracebackLine, { type }: Failure): Found | null {
  const raised = raisedOn(text)?.split(".").at(-1);
  if (raised === undefined) return null;
  // `raise Missing(row["id"])` may itself fail with a KeyError; a variable may hold any error.
  if (/^[A-Z]/.test(raised) && raised !== type) return null;
  const claim = /\bassert\s/.test(text)
    ? "The failing line is an assertion: a check in the pipeline's own code"
    : "The failing line raises the error on purpose: a check in the pipeline's own code";
  return { claim, weights: CODE_WEIGHT.check };
}
