import { chooseExcerpts } from "@/lib/code/excerpts/choose-excerpts";
import { failingExpression } from "@/lib/code/excerpts/failing-expression";
import { isPython, matchesCode } from "@/lib/code/excerpts/matches-code";
import type { CodeFacts, TracebackLine, EvidenceDraft } from "@/lib/evidence/schemas";
import type { FailingFrame } from "@/lib/evidence/source-code/failing-frames";
import type { CodeFile } from "@/lib/evidence/source-code/load-code";

const MAX_LINE_CHARS = 500;

/**
 * A piece of evidence for each excerpt of the files, the one with the failing line first. Its text is numbered as in the
 * file, so citations name the file's lines. Empty if no line of the frames exists. Pure.
 * @param frames all frames of the failure, the innermost first.
 * @param clean redacts a text without changing its number of lines.
 */
export async function codePieces(
  files: readonly CodeFile[],
  frames: readonly FailingFrame[],
  clean: (text: string) => Promise<string>,
): Promise<EvidenceDraft[]> {
  const pieces: { rank: number; piece: EvidenceDraft }[] = [];
  for (const file of files) {
    const { lines } = file;
    const wanted = file.frames.map(({ line }) => line);
    for (const { startLine, endLine, wanted: shown } of chooseExcerpts(lines, wanted, isPython(file.path))) {
      const text = await clean(
        lines
          .slice(startLine - 1, endLine)
          .map(cutLine)
          .join("\n"),
      );
      const own = file.frames.filter(({ line }) => shown.includes(line));
      const rank = Math.min(...own.map((frame) => frames.indexOf(frame)));
      pieces.push({ rank, piece: toPiece({ file, own, startLine, text, isFailing: rank === 0 }) });
    }
  }
  return pieces
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ piece }, i) => ({ ...piece, relevance: Math.max(0.5, 0.9 - i * 0.05) }));
}

/** The piece of evidence for the definition of a task; empty if the file has no such line. Pure, like `codePieces`. */
export async function definitionPieces(
  file: CodeFile,
  name: string,
  clean: (text: string) => Promise<string>,
): Promise<EvidenceDraft[]> {
  const pieces = await codePieces([file], file.frames, clean);
  return pieces.flatMap((piece) =>
    piece.kind === "code" && piece.facts !== null
      ? [
          {
            ...piece,
            facts: {
              ...piece.facts,
              isDefinition: true,
              frames: piece.facts.frames.map((frame) => ({ ...frame, isFailing: false })),
            },
            title: `${piece.key}, which defines ${name}`,
            relevance: 0.5,
            relevanceReason: "defines what failed",
          },
        ]
      : [],
  );
}

interface Shown {
  file: CodeFile;
  own: readonly FailingFrame[];
  startLine: number;
  /** The redacted excerpt, from line `startLine`. */
  text: string;
  isFailing: boolean;
}

function toPiece({ file, own, startLine, text, isFailing }: Shown): EvidenceDraft {
  const shown = text.split("\n");
  const facts: CodeFacts = {
    schemaVersion: 1,
    path: file.path,
    origin: file.origin,
    commit: file.commit,
    isVersionThatRan: file.isVersionThatRan,
    isDefinition: false,
    frames: own.map((frame, i) =>
      toFrame(file, {
        frame,
        text: shown[frame.line - startLine] ?? "",
        isFailing: isFailing && i === 0,
      }),
    ),
  };
  const [first] = facts.frames;
  const place = `${file.path}:${first?.line ?? startLine}`;
  return {
    kind: "code",
    key: place,
    status: "ok",
    title: first?.function ? `${place} in ${first.function}` : place,
    text,
    facts,
    provenance: "fact",
    relevance: 0.5,
    relevanceReason: isFailing ? "the line that failed" : "calls what failed",
    startLine,
    truncated: false,
    message: messageOf(file, facts.frames),
  };
}

function toFrame(
  file: CodeFile,
  { frame, text, isFailing }: { frame: FailingFrame; text: string; isFailing: boolean },
): TracebackLine {
  const isSameCode = matchesCode(file.lines, frame, isPython(file.path));
  const change =
    file.changes.find(({ line }) => line === frame.line) ??
    file.changes.find(({ line }) => line === null) ??
    null;
  return {
    file: frame.file,
    line: frame.line,
    function: frame.function,
    text,
    isFailing,
    isSameCode,
    expression: isSameCode ? failingExpression(text, frame.error, frame.anchor) : null,
    lastChange: change && {
      scope: change.line === null ? "file" : "line",
      sha: change.sha,
      author: change.author,
      date: change.date,
      subject: change.subject.slice(0, 300),
      url: change.url,
    },
  };
}

function messageOf({ note }: CodeFile, frames: readonly TracebackLine[]): string | null {
  const other = frames.filter(({ isSameCode }) => !isSameCode).map(({ line }) => line);
  if (other.length === 0) return note;
  const which = other.length === 1 ? `Line ${other[0]} is` : `Lines ${other.join(", ")} are`;
  return [note, `${which} not what the traceback shows, so the code that ran was another version.`]
    .filter((text) => text !== null)
    .join(" ");
}

function cutLine(line: string): string {
  return line.length > MAX_LINE_CHARS ? `${line.slice(0, MAX_LINE_CHARS)} [line cut]` : line;
}
