import { historyBars } from "@/components/evidence/history-bar-heights";
import { duration } from "@/components/time/format-time";
import { cn } from "@/components/ui/cn";
import type { HistoryFacts } from "@/lib/evidence/schemas";

/** The runs as bars, oldest first: height is duration, a failed run is marked. The text beside it says the same. */
export function HistoryBars({ runs }: { runs: NonNullable<HistoryFacts["runs"]> }) {
  const bars = historyBars(runs);
  if (bars.length < 3) return null;
  return (
    <figure className="flex flex-col gap-1">
      <ol className="flex h-10 items-end gap-0.5" aria-label="Duration of the runs, oldest first">
        {bars.map(({ runId, outcome, durationMs, height }) => {
          const text = `${runId}: ${outcome}${durationMs === null ? "" : `, ${duration(durationMs)}`}`;
          return (
            <li key={runId} title={text} className="flex h-full w-2 flex-col justify-end">
              <span className="sr-only">{text}</span>
              <span
                aria-hidden
                style={{ height: `${height}%` }}
                className={cn(
                  "block w-full rounded-xs",
                  outcome === "failed" ? "border border-critical bg-critical/25" : "bg-muted/60",
                )}
              />
            </li>
          );
        })}
      </ol>
      <figcaption className="text-xs text-muted">
        Duration of each run; outlined bars failed, the last is this run
      </figcaption>
    </figure>
  );
}
