"use client";

import { TimeAgo } from "@/components/time/time-ago";
import { Subsection } from "@/components/ui/subsection";
import { count } from "@/components/ui/words";
import type { LogFacts } from "@/lib/evidence/schemas";

type Comparison = NonNullable<LogFacts["comparison"]>;

/** What the failed log has that the last good run's has not; folded, because the log itself comes first. */
export function ComparedLines({ comparison }: { comparison: Comparison }) {
  const { goodRun, frequent, missing, isPartial } = comparison;
  const total = comparison.new.length + frequent.length + missing.length;
  return (
    <details className="border-b px-4 py-2.5 text-sm">
      <summary className="text-muted marker:text-faint">
        {total === 0
          ? "No line differs from the last good run"
          : `Compared with the last good run: ${summary(comparison)}`}
      </summary>
      <div className="flex flex-col gap-3 pt-2">
        <p className="text-xs text-muted anywhere">
          Run <code>{goodRun.runId}</code>
          {goodRun.endedAt && (
            <>
              , ended <TimeAgo at={goodRun.endedAt} />
            </>
          )}
          . Lines that differ only in numbers, times or ids count as equal.
          {isPartial && " Only parts of the logs were compared, because they are large."}
        </p>
        <Lines
          title="Only in this run"
          rows={comparison.new.map(({ line, text, count: times }) => ({
            line,
            text,
            note: times > 1 ? `×${times}` : null,
          }))}
        />
        <Lines
          title="Far more often in this run"
          rows={frequent.map(({ line, text, count: times, goodCount }) => ({
            line,
            text,
            note: `×${times}, usually ×${goodCount}`,
          }))}
        />
        <Lines
          title="Only in the good run"
          rows={missing.map(({ text, goodCount }) => ({
            line: null,
            text,
            note: goodCount > 1 ? `×${goodCount}` : null,
          }))}
        />
      </div>
    </details>
  );
}

function summary({ new: added, frequent, missing }: Comparison): string {
  return [
    added.length > 0 && count(added.length, "new line"),
    frequent.length > 0 && `${frequent.length} more frequent`,
    missing.length > 0 && `${missing.length} missing`,
  ]
    .filter(Boolean)
    .join(", ");
}

interface LinesProps {
  title: string;
  rows: readonly { line: number | null; text: string; note: string | null }[];
}

function Lines({ title, rows }: LinesProps) {
  if (rows.length === 0) return null;
  return (
    <Subsection as="h4" title={title}>
      <ul className="flex flex-col gap-0.5 font-mono text-xs">
        {rows.map(({ line, text, note }) => (
          <li key={`${line} ${text}`} className="anywhere">
            {line !== null && (
              <a href={`#L${line}`} className="tnum pr-2 text-accent hover:underline">
                {line}
              </a>
            )}
            {text}
            {note && <span className="tnum pl-2 text-muted">{note}</span>}
          </li>
        ))}
      </ul>
    </Subsection>
  );
}
