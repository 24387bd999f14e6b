import { z } from "zod";
import { redactInBackground } from "@/lib/background/redact-in-background";
import type { CodeThatRan } from "@/lib/diagnosis/tools/code-that-ran";
import { withoutRefusedFiles } from "@/lib/code/readable-patch";
import { noText, type ModelTool, type ReadPiece, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import { commitText } from "@/lib/evidence/code-changes/commit-text";
import type { Evidence } from "@/lib/evidence/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { showHiddenInCode } from "@/lib/platform/hidden-characters";
import type { CommitSummary } from "@/lib/vendors/source-control";

/** As long as the collector of code changes looks back if no run succeeded. */
const DEFAULT_WINDOW_MS = 14 * 24 * 3_600_000;
const MAX_COMMITS = 100;
const MAX_LISTED = 40;
const MAX_LINES = 300;
/** A committer's clock may run ahead. */
const CLOCK_SKEW_MS = 60_000;

const CommitQuestion = z.strictObject({
  sha: z
    .string()
    .regex(/^[0-9a-fA-F]{7,64}$/, "must be a commit id of 7 to 64 hexadecimal digits")
    .optional()
    .describe("The commit's id or its beginning. Without it, the commits that can be shown are listed"),
  path: z.string().min(1).max(500).optional().describe("Start at this file's part of the patch"),
  fromLine: z.int().min(1).max(100_000).optional().describe("Start at this line of the commit"),
});
type CommitQuestion = z.infer<typeof CommitQuestion>;

interface Scope {
  incident: Pick<IncidentContext, "lastSeenAt">;
  evidence: readonly Evidence[];
}

/**
 * A commit with its patch: one of the suspects in the evidence, or one between the last good and the failed run. Commits of
 * forks and other branches cannot be named into it.
 * @param openCode null without a repository; then only the suspects can be shown.
 */
export function showCommit(
  { incident, evidence }: Scope,
  openCode: ((signal: AbortSignal) => Promise<CodeThatRan>) | null,
): ModelTool<CommitQuestion> {
  let history: CommitSummary[] | null = null;
  const listed = async (signal: AbortSignal) => {
    if (openCode === null) return [];
    history ??= await listHistory(await openCode(signal), { incident, evidence });
    return history;
  };
  return {
    name: "show_commit",
    description:
      "Shows a commit: author, date, message and patch. Only commits between the last good run and the failed one, and those in the evidence, can be shown. Without `sha` it lists them.",
    input: CommitQuestion,
    read: async (input, signal) => {
      const { sha } = input;
      if (sha === undefined) return listOf(await listed(signal));
      const wanted = sha.toLowerCase();
      const stored = evidence.find(
        (piece) => piece.kind === "commit" && piece.status === "ok" && piece.facts?.sha.startsWith(wanted),
      );
      if (stored !== undefined) return fromEvidence(stored, input);
      const matches = (await listed(signal)).filter((commit) => commit.sha.startsWith(wanted));
      const [commit, other] = matches;
      if (commit === undefined || openCode === null)
        return noText(
          `${wanted.slice(0, 12)} is neither in the evidence nor among the commits between the last good run and the failed one. Without \`sha\`, this tool lists those.`,
        );
      if (other !== undefined)
        return noText(`${wanted} is the beginning of several commit ids. Use more digits.`);
      return fromRepository(await openCode(signal), commit, input);
    },
  };
}

/** The commits before the one that ran, since the last success or for two weeks. */
async function listHistory({ repository, version }: CodeThatRan, scope: Scope): Promise<CommitSummary[]> {
  const failedAt = scope.incident.lastSeenAt.getTime();
  return repository.listChanges({
    paths: [],
    from: version.sha,
    since: lastSuccess(scope.evidence) ?? new Date(failedAt - DEFAULT_WINDOW_MS),
    until: new Date(failedAt + CLOCK_SKEW_MS),
    limit: MAX_COMMITS,
  });
}

function lastSuccess(evidence: readonly Evidence[]): Date | null {
  const at = evidence.flatMap((piece) =>
    piece.kind === "run_history" ? (piece.facts?.lastSuccessAt ?? []) : [],
  )[0];
  return at === undefined || Number.isNaN(Date.parse(at)) ? null : new Date(at);
}

function listOf(commits: readonly CommitSummary[]): ToolAnswer {
  if (commits.length === 0)
    return noText("No commits between the last good run and the failed one are known.");
  const lines = commits.slice(0, MAX_LISTED).map(({ sha, date, author, message, files }) => {
    const subject = message.split("\n", 1)[0]?.slice(0, 150) ?? "";
    const count = `${files.length} ${files.length === 1 ? "file" : "files"}`;
    return showHiddenInCode(`${sha.slice(0, 12)} ${date} ${author.slice(0, 60)}: ${subject} (${count})`);
  });
  const more = commits.length - lines.length;
  return {
    pieces: [piece("Commits between the last good run and the failed one", lines, 1)],
    note: more > 0 ? `${more} older commits are not listed.` : null,
  };
}

function fromEvidence(stored: Evidence, input: CommitQuestion): ToolAnswer {
  const lines = stored.text.split("\n");
  const { provenance, title } = stored;
  return windowOf(lines, input, (text, startLine) => ({
    ...piece(title, text, startLine),
    evidenceId: stored.id,
    provenance,
  }));
}

async function fromRepository(
  { repository }: CodeThatRan,
  commit: CommitSummary,
  input: CommitQuestion,
): Promise<ToolAnswer> {
  const [read] = await repository.readPatches([commit]);
  if (read === undefined) return noText(`${commit.sha} could not be read.`);
  const { patch, hasLeftOut } = withoutRefusedFiles(read.patch);
  const text = showHiddenInCode((await redactInBackground(commitText({ ...read, patch }))).text);
  const subject = read.message.split("\n", 1)[0] ?? "";
  const answer = windowOf(text.split("\n"), input, (lines, startLine) =>
    piece(`${read.sha.slice(0, 8)} ${subject}`, lines, startLine),
  );
  const notes = [
    answer.note,
    read.isPatchCut ? "The patch is longer than what could be read." : null,
    hasLeftOut ? "Files that may contain credentials were left out of the patch." : null,
  ].filter((note) => note !== null);
  return { ...answer, note: notes.length === 0 ? null : notes.join(" ") };
}

/** The lines of a commit from where the question says, at most `MAX_LINES`. */
function windowOf(
  lines: readonly string[],
  { path, fromLine }: CommitQuestion,
  toPiece: (lines: readonly string[], startLine: number) => ReadPiece,
): ToolAnswer {
  const ofFile =
    path === undefined
      ? -1
      : lines.findIndex((line) => line.startsWith("diff --git ") && line.endsWith(` b/${path}`));
  if (path !== undefined && ofFile === -1)
    return noText(`The part of the patch that is known does not contain "${path.slice(0, 200)}".`);
  const start = Math.max(fromLine ?? 1, ofFile + 1);
  if (start > lines.length) return noText(`The commit has only ${lines.length} lines.`);
  const shown = lines.slice(start - 1, start - 1 + MAX_LINES);
  const end = start + shown.length - 1;
  const note =
    end < lines.length ? `The commit has ${lines.length} lines; continue at line ${end + 1}.` : null;
  return { pieces: [toPiece(shown, start)], note };
}

function piece(title: string, lines: readonly string[], startLine: number): ReadPiece {
  return { evidenceId: null, kind: "commit", title, text: lines.join("\n"), startLine, provenance: "fact" };
}
