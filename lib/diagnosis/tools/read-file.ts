import { z } from "zod";
import { redactInBackground } from "@/lib/background/redact-in-background";
import { findRepositoryPath } from "@/lib/code/find-repository-path";
import type { CodeThatRan } from "@/lib/diagnosis/tools/code-that-ran";
import { pathRefusal } from "@/lib/code/readable-path";
import { noText, type ModelTool, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import { AppError } from "@/lib/platform/errors";
import { showHiddenInCode } from "@/lib/platform/hidden-characters";
import type { SourceRepository } from "@/lib/vendors/source-control";

const MAX_LINES = 400;
const MAX_SUGGESTED = 5;
const Line = z.int().min(1).max(10_000_000);

const FileRange = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(500)
    .describe("Path in the repository, such as dags/orders.py, or as a traceback names the file"),
  fromLine: Line.optional().describe("First line; 1 if left out"),
  toLine: Line.optional().describe(`Last line; at most ${MAX_LINES} lines are read`),
});
type FileRange = z.infer<typeof FileRange>;

/**
 * Lines of a text file in the incident's repository, at the commit that ran. Only regular files that the commit lists are
 * read, and none that may contain credentials (`pathRefusal`); the folder on this server is never read.
 */
export function readFile(
  openCode: (signal: AbortSignal) => Promise<CodeThatRan>,
  dagsFolder: string | null,
): ModelTool<FileRange> {
  return {
    name: "read_file",
    description: `Reads up to ${MAX_LINES} lines of a text file in the pipeline's repository, at the commit that ran. Files that may contain credentials cannot be read.`,
    input: FileRange,
    read: async (input, signal) => {
      const refusal = pathRefusal(input.path);
      if (refusal !== null) return noText(refused(input.path, refusal));
      return readRange(await openCode(signal), dagsFolder, input);
    },
  };
}

async function readRange(
  { repository, version }: CodeThatRan,
  dagsFolder: string | null,
  { path: asked, fromLine = 1, toLine = fromLine + MAX_LINES - 1 }: FileRange,
): Promise<ToolAnswer> {
  if (toLine < fromLine) return noText("`toLine` must not be less than `fromLine`.");
  const path = version.files.includes(asked) ? asked : findRepositoryPath(asked, version.files, dagsFolder);
  if (path === null) return noText(notFound(asked, version.files));
  const refusal = pathRefusal(path);
  if (refusal !== null) return noText(refused(path, refusal));
  const { text, problem } = await textOf(repository, path, version.sha);
  if (text === null) return noText(problem ?? notFound(asked, []));
  // Redacted as a whole, because a part of a secret that spans lines would not be recognized.
  const lines = showHiddenInCode((await redactInBackground(text)).text).split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (fromLine > lines.length) return noText(`${path} has only ${lines.length} lines.`);
  const end = Math.min(toLine, fromLine + MAX_LINES - 1, lines.length);
  const shown = lines.slice(fromLine - 1, end).map((line) => line.replace(/\r$/, ""));
  const notes = [version.note, end < lines.length ? `The file has ${lines.length} lines.` : null].filter(
    (note) => note !== null,
  );
  return {
    pieces: [
      {
        evidenceId: null,
        kind: "code",
        title: `${path} at ${version.sha.slice(0, 8)}`,
        text: shown.join("\n"),
        startLine: fromLine,
        provenance: "fact",
      },
    ],
    note: notes.length === 0 ? null : notes.join(" "),
  };
}

async function textOf(
  repository: SourceRepository,
  path: string,
  sha: string,
): Promise<{ text: string | null; problem: string | null }> {
  try {
    return { text: await repository.readFile(path, sha), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "INVALID") return { text: null, problem: `${path} is not a text file.` };
    if (error.code === "TOO_LARGE") return { text: null, problem: `${path} is larger than 1 MiB.` };
    throw error;
  }
}

function refused(path: string, refusal: string): string {
  return `"${path.slice(0, 200)}" was not read, because it ${refusal}.`;
}

function notFound(asked: string, files: readonly string[]): string {
  const name = asked.split("/").at(-1) ?? "";
  const alike = files
    .filter((file) => (file === name || file.endsWith(`/${name}`)) && pathRefusal(file) === null)
    .slice(0, MAX_SUGGESTED);
  const also = alike.length === 0 ? "" : ` Files of that name: ${alike.join(", ")}.`;
  return `The repository has no regular file "${asked.slice(0, 200)}" at this commit.${also}`;
}
