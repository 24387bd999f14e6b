import Link from "next/link";
import { percent, sentence, SEVERITY_CLASS } from "@/components/incidents/words";
import { RelativeTime } from "@/components/ui/relative-time";
import { cn } from "@/components/ui/cn";
import type { IncidentSummary } from "@/lib/incidents/schemas";

/** Two lines: what broke and since when; where, and the probable cause. */
export function IncidentRow({ incident }: { incident: IncidentSummary }) {
  const { severity, status, occurrenceCount, pipeline, task, environment } = incident;
  return (
    <li className="relative border-b last:border-b-0 hover:bg-sunken">
      <span aria-hidden className={cn("absolute inset-y-2 left-0 w-1 rounded-r", SEVERITY_CLASS[severity])} />
      <Link href={`/incidents/${incident.number}`} className="block px-4 py-2.5">
        <span className="flex items-baseline gap-3">
          <span className="tabular w-9 shrink-0 text-xs text-muted">#{incident.number}</span>
          <span
            className={cn("min-w-0 flex-1 truncate", status === "triggered" && "font-semibold")}
            title={incident.title}
          >
            {incident.title}
          </span>
          <span className="sr-only">{severity}</span>
          {status !== "triggered" && (
            <span className="shrink-0 rounded border px-1.5 text-xs text-muted">{sentence(status)}</span>
          )}
          {occurrenceCount > 1 && (
            <span className="tabular shrink-0 text-xs text-muted">×{occurrenceCount}</span>
          )}
          <RelativeTime at={incident.lastSeenAt} className="shrink-0 text-xs text-muted" />
        </span>
        <span className="mt-0.5 flex flex-wrap items-baseline gap-x-3 pl-12 text-xs text-muted">
          <span className="font-mono">
            {pipeline}
            {task && ` / ${task}`}
          </span>
          {environment && <span>{environment}</span>}
          <span className="min-w-0 flex-1 basis-40 truncate">{cause(incident)}</span>
          {incident.assignee && <span>{incident.assignee.name}</span>}
        </span>
      </Link>
    </li>
  );
}

function cause(incident: IncidentSummary): string {
  if (incident.rootCause && incident.confidence !== null)
    return `${incident.rootCause} (${percent(incident.confidence)})`;
  const { workflow } = incident;
  if (workflow?.status === "RUNNING" || workflow?.status === "PENDING") {
    return `analysing ${workflow.progress.replace(" steps completed", "")}`;
  }
  return "cause unknown";
}
