import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ReadText } from "@/lib/logs/schemas";

/** Wraps a parsed log that is not stored evidence, such as a file, for the engine. */
export function logPiece({ text, firstLine, findings }: ReadText, id = "log"): PieceOf<"log"> {
  return {
    id,
    kind: "log",
    collector: "file",
    status: "ok",
    title: "Log",
    text,
    facts: { schemaVersion: 2, origin: "api", isReadAgain: false, ...findings },
    startLine: firstLine,
    message: null,
  };
}
