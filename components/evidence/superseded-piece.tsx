import { PieceText } from "@/components/evidence/piece-text";
import type { Target } from "@/components/evidence/target";
import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import type { Evidence } from "@/lib/evidence/schemas";

interface SupersededPieceProps {
  piece: Evidence & { supersededAt: string };
  target: Target | null;
}

/** Superseded evidence that a diagnosis still cites; folded until the citation is followed. */
export function SupersededPiece({ piece, target }: SupersededPieceProps) {
  return (
    // The key makes every new citation open it again.
    <details key={target?.turn} open={target !== null} className="border-b px-4 py-3 last:border-b-0">
      <summary className="text-sm">
        <span className="inline-flex flex-wrap items-baseline gap-x-2 align-baseline">
          <Chip tone="warn">Superseded</Chip>
          <span className="font-medium anywhere">{piece.title}</span>
          <span className="text-muted">
            replaced by newer evidence <TimeAgo at={piece.supersededAt} />, still cited by a diagnosis
          </span>
        </span>
      </summary>
      <div className="pt-2">
        <PieceText piece={piece} target={target} />
      </div>
    </details>
  );
}
