import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { EvidenceKind } from "@/lib/evidence/schemas";

/** A piece of evidence of a kind with this text, found unless `more` says otherwise. */
export function piece<Kind extends EvidenceKind>(
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
