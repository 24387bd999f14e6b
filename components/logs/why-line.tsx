"use client";

import { shownExceptions } from "@/components/logs/shown-exceptions";
import { Popover } from "@/components/ui/popover";
import type { LogFacts } from "@/lib/evidence/schemas";

interface WhyLineProps {
  facts: Pick<LogFacts, "failingLines" | "exceptions">;
  onGoTo: (line: number) => void;
}

const SHOWN = 5;

/** Which lines were weighed, and what spoke for each. */
export function WhyLine({ facts, onGoTo }: WhyLineProps) {
  const { failingLines } = facts;
  const exceptions = shownExceptions(facts);
  const first = failingLines[0];
  if (!first) return null;
  const top = Math.max(...failingLines.map((one) => one.score), 1e-9);
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
      <p className="pb-3 text-muted">Lines are weighed by what they say and where they stand.</p>
      <ol className="flex flex-col gap-3">
        {failingLines.slice(0, SHOWN).map((one, i) => (
          <li key={one.line}>
            <button
              type="button"
              className="flex w-full items-center gap-2 rounded-sm text-left hover:underline"
              onClick={() => onGoTo(one.line)}
            >
              <span className="tnum font-medium">
                {i === 0 ? `Line ${one.line} failed` : `Line ${one.line}`}
              </span>
              <span aria-hidden className="h-1 flex-1 overflow-hidden rounded-full bg-line">
                <span
                  className="block h-full rounded-full bg-ink/70"
                  style={{ width: `${Math.max(2, (one.score / top) * 100)}%` }}
                />
              </span>
            </button>
            <p className="truncate font-mono text-xs text-muted" title={one.text}>
              {one.text.trim()}
            </p>
            {one.reasons.length > 0 && (
              <ul className="mt-0.5 list-disc pl-4 text-muted">
                {one.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {exceptions.length > 1 && (
        <div className="mt-3 border-t pt-3">
          <p className="pb-1 font-medium">The chain of errors</p>
          <ol className="flex flex-col gap-1">
            {exceptions.map((one) => (
              <li key={`${one.messageLine}${one.message}`} className="flex gap-2 font-mono text-xs">
                <button
                  type="button"
                  className="tnum shrink-0 text-accent hover:underline"
                  onClick={() => onGoTo(one.messageLine)}
                >
                  L{one.messageLine}
                </button>
                <span className="min-w-0 anywhere">
                  {one.isRoot && "root: "}
                  {one.type ?? "error"}: {one.message.slice(0, 160)}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Popover>
  );
}
