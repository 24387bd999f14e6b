import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";

/** A log that is no stored evidence, such as a file, as the engine takes it. */
export function logPiece(text: string, id = "log"): PieceOf<"log"> {
  return {
    id,
    kind: "log",
    collector: "file",
    status: "ok",
    title: "Log",
    text,
    facts: null,
    startLine: null,
    message: null,
  };
}
