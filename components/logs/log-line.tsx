"use client";

import { UnfoldVertical } from "lucide-react";
import { memo } from "react";
import type { LogRow } from "@/components/logs/fold-log";
import { MARK_SYMBOL, type LineMark } from "@/components/logs/line-marks";
import { splitMatches } from "@/components/logs/log-text";
import { cn } from "@/components/ui/cn";

interface LineRowProps {
  line: number;
  text: string;
  mark: LineMark | undefined;
  search: string;
  wraps: boolean;
  digits: number;
  /** Set if the line is cited; it flashes whenever the number changes. */
  turn: number | null;
  /** The line jumped to: the current search match, or one chosen in "Why line". */
  isGoal: boolean;
}

/** One log line. Log text is untrusted and rendered as text only. */
export const LineRow = memo(function LineRow({
  line,
  text,
  mark,
  search,
  wraps,
  digits,
  turn,
  isGoal,
}: LineRowProps) {
  const isFailing = mark?.kind === "failing";
  return (
    <div
      key={turn}
      data-line={line}
      id={`L${line}`}
      className={cn(
        "flex border-l-3 border-transparent pr-4",
        isFailing && "border-critical bg-fail-tint",
        isGoal && !isFailing && "border-accent bg-accent-tint",
        turn !== null && "flash animate-flash border-accent",
      )}
    >
      <a
        href={`#L${line}`}
        aria-label={`Line ${line}${mark ? `, ${mark.label}` : ""}`}
        onClick={(event) => {
          event.preventDefault();
          history.replaceState(null, "", `#L${line}`);
        }}
        className={cn(
          "sticky left-0 shrink-0 bg-surface pr-1 pl-2 text-right text-faint tabular-nums select-none hover:text-accent",
          isFailing && "bg-fail-tint font-semibold text-danger-ink",
          isGoal && !isFailing && "bg-accent-tint text-accent",
        )}
        style={{ width: `${digits + 2.5}ch` }}
      >
        {line}
      </a>
      <span
        aria-hidden
        title={mark?.label}
        className={cn("w-5 shrink-0 text-center select-none", isFailing ? "text-critical" : "text-accent")}
      >
        {mark && MARK_SYMBOL[mark.kind]}
      </span>
      <span className={cn("min-w-0", wraps ? "whitespace-pre-wrap anywhere" : "whitespace-pre")}>
        {search.trim()
          ? splitMatches(text, search).map((part, i) =>
              part.isMatch ? (
                <mark key={i} className="rounded-sm bg-mark text-ink">
                  {part.text}
                </mark>
              ) : (
                part.text
              ),
            )
          : text || " "}
      </span>
    </div>
  );
});

interface FoldRowProps {
  fold: Extract<LogRow, { kind: "fold" }>;
  onOpen: (firstLine: number) => void;
}

export function FoldRow({ fold, onOpen }: FoldRowProps) {
  return (
    <button
      type="button"
      onClick={() => onOpen(fold.startLine)}
      className="sticky left-0 flex h-7 w-full items-center gap-2 bg-subtle px-3 text-left font-sans text-xs text-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
    >
      <UnfoldVertical className="size-3.5" aria-hidden />
      {fold.label}
    </button>
  );
}
