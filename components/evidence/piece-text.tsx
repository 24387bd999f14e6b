"use client";

import type { Target } from "@/components/evidence/target";
import { useScrollToCited } from "@/components/evidence/use-scroll-to-cited";
import { logText } from "@/components/logs/log-text";
import { cn } from "@/components/ui/cn";
import type { Evidence } from "@/lib/evidence/schemas";

const DAY_MS = 24 * 3_600_000;

interface PieceTextProps {
  piece: Evidence;
  target: Target | null;
  /** Colors added and removed lines. */
  isPatch?: boolean;
}

/** The evidence text with the cited lines marked. */
export function PieceText(props: PieceTextProps) {
  const { textRemovedAt } = props.piece;
  if (!textRemovedAt) return <KeptText {...props} />;
  const days = Math.floor((Date.parse(textRemovedAt) - Date.parse(props.piece.collectedAt)) / DAY_MS);
  return (
    <p className="max-w-prose text-sm text-muted">
      The text was removed after {days} days under the workspace’s retention settings, because no diagnosis
      cites it. Analyze again to collect what is still available.
    </p>
  );
}

function KeptText({ piece, target, isPatch = false }: PieceTextProps) {
  const { lines, first } = logText(piece.text, piece.startLine);
  const boxRef = useScrollToCited(target);
  return (
    <pre
      ref={boxRef}
      tabIndex={0}
      aria-label={piece.title}
      className="max-h-96 min-w-0 overflow-auto rounded-md border bg-bg py-1 text-log"
    >
      {lines.map((line, i) => {
        const isCited = target !== null && first + i >= target.startLine && first + i <= target.endLine;
        return (
          <div
            key={isCited ? `${i} ${target.turn}` : i}
            data-cited={isCited || undefined}
            className={cn(
              "border-l-3 border-transparent px-3 whitespace-pre-wrap anywhere",
              isPatch && patchTint(line),
              isCited && "flash animate-flash border-accent",
            )}
          >
            {line || " "}
          </div>
        );
      })}
    </pre>
  );
}

function patchTint(line: string): string | undefined {
  if (line.startsWith("+") && !line.startsWith("+++")) return "bg-add-tint";
  if (line.startsWith("-") && !line.startsWith("---")) return "bg-del-tint";
  return line.startsWith("@@") || line.startsWith("diff --git") ? "text-faint" : undefined;
}
