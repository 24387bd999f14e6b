import type { ReadPiece, ToolAnswer } from "@/lib/diagnosis/tools/tool";

/** Characters of an answer: titles, texts and the note. */
export const MAX_ANSWER_CHARS = 12_000;
const MAX_TITLE_CHARS = 300;
const MAX_NOTE_CHARS = 2_000;
const MAX_LINE_CHARS = 2_000;
const LINE_CUT = " [line cut]";
/** For the sentence about what was left out. */
const RESERVED_CHARS = 200;

/**
 * The answer within `MAX_ANSWER_CHARS`, in whole lines, so that line numbers stay true: long lines are cut, then the last
 * lines and pieces are left out, and the note says so. Pure.
 */
export function boundAnswer({ pieces, note }: ToolAnswer): ToolAnswer {
  const said = note?.slice(0, MAX_NOTE_CHARS) ?? null;
  let room = MAX_ANSWER_CHARS - RESERVED_CHARS - (said?.length ?? 0);
  const kept: ReadPiece[] = [];
  let firstCut: ReadPiece | null = null;
  for (const piece of pieces) {
    const title = piece.title.slice(0, MAX_TITLE_CHARS);
    const text = firstLines(piece.text, room - title.length);
    if (text === null) {
      firstCut ??= piece;
      break;
    }
    kept.push({ ...piece, title, text: text.shown });
    room -= title.length + text.shown.length;
    if (text.isCut) {
      firstCut = piece;
      break;
    }
  }
  if (firstCut === null) return { pieces: kept, note: said };
  const last = kept.at(-1);
  const end = last === undefined ? 0 : last.startLine + last.text.split("\n").length - 1;
  const missing = pieces.length - kept.length;
  const cut = `The answer was cut at ${MAX_ANSWER_CHARS.toLocaleString("en-US")} characters, after line ${end}${
    missing === 0
      ? ""
      : ` of the last text; ${missing} more ${missing === 1 ? "text was" : "texts were"} left out`
  }. Ask for less at a time.`;
  return { pieces: kept, note: [said, cut].filter((text) => text !== null).join(" ") };
}

/** The first lines of a text that fit; null if not even one does. */
function firstLines(text: string, room: number): { shown: string; isCut: boolean } | null {
  const lines = text.split("\n");
  const shown: string[] = [];
  let used = -1;
  for (const line of lines) {
    const cut = cutLine(line);
    used += cut.length + 1;
    if (used > room) break;
    shown.push(cut);
  }
  return shown.length === 0 ? null : { shown: shown.join("\n"), isCut: shown.length < lines.length };
}

function cutLine(line: string): string {
  return line.length > MAX_LINE_CHARS ? `${line.slice(0, MAX_LINE_CHARS)}${LINE_CUT}` : line;
}
