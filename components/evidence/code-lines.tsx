"use client";

import type { Target } from "@/components/evidence/target";
import { useScrollToCited } from "@/components/evidence/use-scroll-to-cited";
import { MARK_SYMBOL } from "@/components/logs/line-marks";
import { cn } from "@/components/ui/cn";
import type { CodeFacts, Evidence, TracebackLine } from "@/lib/evidence/schemas";

interface CodeLinesProps {
  piece: Evidence;
  facts: CodeFacts;
  target: Target | null;
}

/** Source code, numbered as in its file. Code is untrusted and rendered as text only. */
export function CodeLines({ piece, facts, target }: CodeLinesProps) {
  const first = piece.startLine ?? 1;
  const lines = piece.text.split("\n");
  const digits = String(first + lines.length - 1).length;
  const boxRef = useScrollToCited(target);
  return (
    <pre
      ref={boxRef}
      tabIndex={0}
      aria-label={piece.title}
      className="max-h-96 min-w-0 overflow-auto rounded-md border bg-bg py-1 text-log"
    >
      {lines.map((text, i) => {
        const line = first + i;
        const isCited = target !== null && line >= target.startLine && line <= target.endLine;
        return (
          <CodeLine
            key={isCited ? `${line} ${target.turn}` : line}
            line={line}
            text={text}
            digits={digits}
            frame={facts.frames.find((frame) => frame.line === line) ?? null}
            isDefinition={facts.isDefinition}
            isCited={isCited}
          />
        );
      })}
    </pre>
  );
}

interface CodeLineProps {
  line: number;
  text: string;
  digits: number;
  frame: TracebackLine | null;
  isDefinition: boolean;
  isCited: boolean;
}

function CodeLine({ line, text, digits, frame, isDefinition, isCited }: CodeLineProps) {
  const isFailing = frame?.isFailing === true && frame.isSameCode;
  const label = frame && (isDefinition ? "defines what failed" : labelOf(frame));
  return (
    <div
      data-line={line}
      data-cited={isCited || undefined}
      className={cn(
        "flex border-l-3 border-transparent pr-3",
        frame && "border-line-strong bg-subtle",
        isFailing && "border-critical bg-fail-tint",
        isCited && "flash animate-flash border-accent",
      )}
    >
      <span
        className={cn(
          "shrink-0 bg-bg pr-2 pl-1 text-right text-faint tabular-nums select-none",
          frame && "bg-subtle text-muted",
          isFailing && "bg-fail-tint font-semibold text-danger-ink",
        )}
        style={{ width: `${digits + 3.5}ch` }}
        title={label ?? undefined}
      >
        {frame && <span aria-hidden>{MARK_SYMBOL[isFailing ? "failing" : "chain"]} </span>}
        {line}
        {label && <span className="sr-only"> {label}: </span>}
      </span>
      <code className="min-w-0 flex-1 whitespace-pre-wrap anywhere">
        <Marked text={text} columns={frame?.expression ?? null} />
      </code>
    </div>
  );
}

function labelOf({ isFailing, isSameCode }: TracebackLine): string {
  if (!isSameCode) return "named in the traceback";
  return isFailing ? "failing line" : "calls what failed";
}

/** The line with the failing expression marked. */
function Marked({ text, columns }: { text: string; columns: TracebackLine["expression"] }) {
  if (columns === null || columns.start < 0 || columns.end > text.length || columns.start >= columns.end)
    return text || " ";
  return (
    <>
      {text.slice(0, columns.start)}
      <mark className="rounded-xs bg-del-mark text-inherit underline decoration-2 underline-offset-2">
        {text.slice(columns.start, columns.end)}
      </mark>
      {text.slice(columns.end)}
    </>
  );
}
