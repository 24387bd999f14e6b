import { readLog, textInput } from "@/lib/background/read-log";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { EvidenceKind, LogFacts } from "@/lib/evidence/schemas";

/** A piece of evidence with status `ok` unless `more` overrides it. */
export function piece<Kind extends Exclude<EvidenceKind, "log">>(
  kind: Kind,
  text: string,
  more: Partial<PieceOf<Kind>> = {},
): PieceOf<Kind> {
  return {
    id: kind,
    kind,
    collector: kind,
    status: "ok",
    title: kind,
    text,
    facts: null,
    startLine: null,
    message: null,
    ...more,
  };
}

/** A parsed Airflow log piece whose text starts at line `startLine` of the log. */
export function readPiece(text: string, more: Partial<PieceOf<"log">> = {}): PieceOf<"log"> {
  const startLine = more.startLine ?? 1;
  const stretches = [{ local: 1, original: startLine, missing: 0 }];
  const lineCount = startLine + text.split("\n").length - 1;
  const reading = readLog({
    ...textInput(text, "airflow"),
    part: { stretches, lineCount, omittedLines: 0 },
  });
  const facts: LogFacts = { schemaVersion: 2, origin: "api", isReadAgain: false, ...reading.findings };
  return {
    id: "log",
    kind: "log",
    collector: "log",
    status: "ok",
    title: "log",
    text: reading.text,
    facts,
    startLine,
    message: null,
    ...more,
  };
}
