import { createHash } from "node:crypto";
import type { BrokenFile } from "@/lib/reconcile/orchestrators/reading";
import type { Finding } from "@/lib/reconcile/findings/check-report";

/** How many names a sentence lists. */
const MAX_NAMED = 5;
const MAX_TRACE_CHARS = 64_000;
const FRAME = /^\s{0,20}File "([^"]{1,1000})"/;
/** Errors that say that something outside the file is missing, wherever it is imported. */
const MISSING_MODULE = /^(?:\w{1,40}\.)?(?:ModuleNotFoundError|ImportError)$/;

/** The commit that last changed a broken file. */
export interface BreakingCommit {
  sha: string;
  author: string;
  subject: string;
  at: string;
}

/** Files that the orchestrator cannot parse for the same reason. */
export interface BrokenGroup {
  key: string;
  files: BrokenFile[];
  /** Where the error was raised, the file that explains it best; null for an error without a traceback. */
  raisedIn: string | null;
  error: { type: string | null; message: string };
}

/**
 * Groups files by what broke them: a module that they share, or a package that is missing, breaks hundreds at once and is
 * one problem. Times are no part of it, because they move with every parse. Pure.
 */
export function groupBrokenFiles(files: readonly BrokenFile[]): BrokenGroup[] {
  const groups = new Map<string, BrokenGroup>();
  for (const file of files) {
    const error = lastError(file.stackTrace);
    const raisedIn = deepestFile(file.stackTrace);
    const place = MISSING_MODULE.test(error.type ?? "") ? "" : (raisedIn ?? file.file);
    const parts = [file.bundle, place, error.type, error.message];
    const key = `import:${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24)}`;
    const group = groups.get(key);
    if (group) group.files.push(file);
    else groups.set(key, { key, files: [file], raisedIn, error });
  }
  return [...groups.values()];
}

/**
 * What it means that files cannot be parsed. Pure.
 * @param pipelines names of the known pipelines that the files define
 */
export function brokenFilesFinding(
  { key, files, error }: BrokenGroup,
  pipelines: readonly string[],
  commit: BreakingCommit | null,
): Finding {
  const names = files.map(({ file }) => file);
  const [first = ""] = names;
  const trace = files[0]?.stackTrace.slice(-MAX_TRACE_CHARS) ?? "";
  const said = [error.type, error.message].filter(Boolean).join(": ");
  const which = names.length === 1 ? first : `${first} and ${count(names.length - 1, "more file")}`;
  const sentences = [
    `The orchestrator cannot parse ${listed(names)}.`,
    pipelines.length === 0
      ? "None of the known pipelines is defined there."
      : `${listed(pipelines)} will not run until this is fixed.`,
    ...(commit === null
      ? []
      : [
          `Last changed by ${commit.author} in ${commit.sha.slice(0, 10)}, "${commit.subject}" (${commit.at}).`,
        ]),
  ];
  return {
    key,
    episode: key,
    name: which,
    target: first,
    pipeline: null,
    run: null,
    title: `${which} cannot be parsed${said === "" ? "" : `: ${said}`}`,
    reason: sentences.join(" "),
    exception: { type: error.type, message: error.message, traceback: trace || null },
    labels: {
      finding: "import_error",
      ...(pipelines.length > 0 && { pipelines: pipelines.join(", ").slice(0, 1_000) }),
      ...(commit && { commit: commit.sha }),
    },
    refs: { fileloc: first, commit: commit?.sha ?? null },
    isAboutEndedRun: false,
  };
}

function listed(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMED);
  const rest = names.length - named.length;
  if (rest > 0) return `${named.join(", ")} and ${rest} more`;
  return named.length < 2 ? (named[0] ?? "") : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

function deepestFile(trace: string): string | null {
  const line = trace.split("\n").findLast((text) => FRAME.test(text) && !text.includes('File "<'));
  return FRAME.exec(line ?? "")?.[1] ?? null;
}

/** Type and message from the last unindented line of a traceback. */
function lastError(trace: string): BrokenGroup["error"] {
  const line = trace.split("\n").findLast((text) => text.trim() !== "" && !/^\s/.test(text));
  if (line === undefined) return { type: null, message: "" };
  const colon = line.indexOf(":");
  const head = (colon < 0 ? line : line.slice(0, colon)).trim();
  const isType = head.length <= 200 && /^[A-Za-z_][\w.]*$/.test(head);
  return isType
    ? { type: head, message: colon < 0 ? "" : line.slice(colon + 1).trim() }
    : { type: null, message: line.trim() };
}
