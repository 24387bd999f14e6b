import { readImportFailure, type ImportFailure } from "@/lib/intake/sources/airflow/broken-file";
import type { BrokenFile } from "@/lib/reconcile/orchestrators/reading";
import type { Finding } from "@/lib/reconcile/findings/check-report";

/** How many names a sentence lists. */
const MAX_NAMED = 5;
const MAX_TRACE_CHARS = 64_000;

/** The commit that last changed a broken file. */
export interface BreakingCommit {
  sha: string;
  author: string;
  subject: string;
  at: string;
}

/** Files that the orchestrator cannot parse for the same reason. */
export interface BrokenGroup extends ImportFailure {
  files: BrokenFile[];
}

/**
 * Groups files by what broke them: a module that they share, or a package that is missing, breaks hundreds at once and is
 * one problem. Pure.
 */
export function groupBrokenFiles(files: readonly BrokenFile[]): BrokenGroup[] {
  const groups = new Map<string, BrokenGroup>();
  for (const file of files) {
    const failure = readImportFailure(file.file, file.stackTrace);
    const group = groups.get(failure.key);
    if (group) group.files.push(file);
    else groups.set(failure.key, { ...failure, files: [file] });
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
    blocked: pipelines,
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
