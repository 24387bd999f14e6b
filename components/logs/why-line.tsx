"use client";

import { shownExceptions } from "@/components/logs/shown-exceptions";
import { Popover } from "@/components/ui/popover";
import type { LogFacts } from "@/lib/evidence/schemas";

interface WhyLineProps {
  facts: Pick<LogFacts, "failingLines" | "exceptions">;
  onGoTo: (line: number) => void;
}

const SHOWN = 5;

/** Explains which lines were ranked, and why. */
export function WhyLine({ facts, onGoTo }: WhyLineProps) {
  const { failingLines } = facts;
  const exceptions = shownExceptions(facts);
  const first = failingLines[0];
  if (!first) return null;
  const top = Math.max(...failingLines.map(({ score }) => score), 1e-9);
  const trigger = (
    <button
      type="button"
      className="h-7 rounded-md px-2 text-xs text-accent underline decoration-dotted underline-offset-3 hover:bg-hover"
    >
      Why line {first.line}?
    </button>
  );
  return (
    <Popover label={`Why line ${first.line}`} trigger={trigger} side="top">
      <p className="pb-3 text-muted">Lines are ranked by content and position.</p>
      <ol className="flex flex-col gap-3">
        {failingLines.slice(0, SHOWN).map((candidate, i) => (
          <li key={candidate.line}>
            <button
              type="button"
              className="flex w-full items-center gap-2 rounded-sm text-left hover:underline"
              onClick={() => onGoTo(candidate.line)}
            >
              <span className="tnum font-medium">
                {i === 0 ? `Line ${candidate.line} failed` : `Line ${candidate.line}`}
              </span>
              <span aria-hidden className="h-1 flex-1 overflow-hidden rounded-full bg-line">
                <span
                  className="block h-full rounded-full bg-ink/70"
                  style={{ width: `${Math.max(2, (candidate.score / top) * 100)}%` }}
                />
              </span>
            </button>
            <p className="truncate font-mono text-xs text-muted" title={candidate.text}>
              {candidate.text.trim()}
            </p>
            {candidate.reasons.length > 0 && (
              <ul className="mt-0.5 list-disc pl-4 text-muted">
                {candidate.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {exceptions.length > 1 && (
        <div className="mt-3 border-t pt-3">
          <p className="pb-1 font-medium">Exception chain</p>
          <ol className="flex flex-col gap-1">
            {exceptions.map((exception) => (
              <li
                key={`${exception.messageLine}${exception.message}`}
                className="flex gap-2 font-mono text-xs"
              >
                <button
                  type="button"
                  className="tnum shrink-0 text-accent hover:underline"
                  onClick={() => onGoTo(exception.messageLine)}
                >
                  L{exception.messageLine}
                </button>
                <span className="min-w-0 anywhere">
                  {exception.isRoot && "root: "}
                  {exception.type ?? "error"}: {exception.message.slice(0, 160)}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Popover>
  );
}
