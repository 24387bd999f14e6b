import { duration } from "@/components/time/format-time";
import { TimeAgo } from "@/components/time/time-ago";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { count, sentence } from "@/components/ui/words";
import type { PipelineDetail, PipelineRun } from "@/lib/desk/pipeline/schemas";

const TONES: Readonly<Record<string, ChipTone>> = {
  failed: "danger",
  succeeded: "ok",
  running: "accent",
  will_retry: "warn",
};

/** Recent runs with outcome and duration; the bar compares it with the longest one. */
export function RunsCard({ pipeline: { runs, usualDurationMs } }: { pipeline: PipelineDetail }) {
  const longest = Math.max(1, ...runs.map(({ durationMs }) => durationMs ?? 0));
  return (
    <Card aria-label="Recent runs">
      <CardHeader
        title="Recent runs"
        aside={usualDurationMs !== null && `usually ${duration(usualDurationMs)}`}
      />
      {runs.length === 0 ? (
        <CardBody className="text-sm text-muted">No run has been reported.</CardBody>
      ) : (
        <ul className="divide-y">
          {runs.map((run) => (
            <Run key={run.id} run={run} longest={longest} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Run({ run, longest }: { run: PipelineRun; longest: number }) {
  const { runId, state, durationMs, failedAttempts, externalUrl } = run;
  return (
    <li className="flex items-center gap-x-3 px-4 py-2 text-sm">
      <span className="w-20 shrink-0">
        {state ? (
          <Chip tone={TONES[state] ?? "neutral"}>{sentence(state)}</Chip>
        ) : (
          <span className="text-faint">unknown</span>
        )}
      </span>
      <span className="min-w-0 flex-1">
        {externalUrl ? (
          <a
            href={externalUrl}
            target="_blank"
            rel="noreferrer noopener"
            className="block truncate font-mono text-xs hover:underline"
            title={runId}
          >
            {runId}
          </a>
        ) : (
          <span className="block truncate font-mono text-xs" title={runId}>
            {runId}
          </span>
        )}
        <span className="tnum block text-xs text-muted sm:hidden">
          <TimeAgo at={run.startedAt ?? run.firstSeenAt} />
          {durationMs !== null && `, took ${duration(durationMs)}`}
        </span>
        {failedAttempts > 0 && (
          <span className="block text-xs text-muted">{count(failedAttempts, "failed attempt")}</span>
        )}
      </span>
      <span className="hidden w-28 shrink-0 sm:block" aria-hidden>
        {durationMs !== null && (
          <span
            className="block h-1.5 min-w-0.5 rounded-full bg-accent"
            style={{ width: `${(100 * durationMs) / longest}%` }}
          />
        )}
      </span>
      <span className="tnum hidden w-20 shrink-0 text-right text-muted sm:block">
        {durationMs === null ? "" : duration(durationMs)}
      </span>
      <TimeAgo
        at={run.startedAt ?? run.firstSeenAt}
        form="age"
        className="tnum hidden w-14 shrink-0 text-right text-muted sm:block"
      />
    </li>
  );
}
