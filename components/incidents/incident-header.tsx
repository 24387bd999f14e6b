"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { isAboutDueRun, wasFoundLater } from "@/components/incidents/failure-time";
import { IncidentActions } from "@/components/incidents/incident-actions";
import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { useLastList } from "@/components/incidents/last-list";
import { SeverityWhy } from "@/components/incidents/severity-why";
import { SuppressedNote } from "@/components/incidents/suppressed-note";
import { ResolutionPrompt } from "@/components/incidents/resolution-prompt";
import { whereFailed } from "@/components/incidents/subject-words";
import { STATUS_TONE } from "@/components/incidents/words";
import { useCan } from "@/components/layout/me";
import { useNow } from "@/components/time/clock";
import { ExactTime, TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import { count, sentence } from "@/components/ui/words";
import type { Incident } from "@/lib/desk/schemas";

export function IncidentHeader({ incident }: { incident: Incident }) {
  const canAct = useCan("incident.update");
  const list = useLastList();
  return (
    <header className="flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <Link href={list} className="inline-flex items-center gap-0.5 hover:text-ink">
            <ChevronLeft className="size-4" aria-hidden />
            Incidents
          </Link>
          <span className="tnum">#{incident.number}</span>
          <SeverityWhy incident={incident} />
          <Chip tone={STATUS_TONE[incident.status]}>{sentence(incident.status)}</Chip>
          {incident.resolution && <Chip>{RESOLUTION_LABEL[incident.resolution]}</Chip>}
          {incident.ownerTeam && <span>{incident.ownerTeam.name}</span>}
          {incident.detectedBy === "test" && <Chip>test</Chip>}
        </p>
        {canAct && <IncidentActions incident={incident} />}
      </div>
      <h1 className="text-xl font-semibold anywhere">{incident.title}</h1>
      <Where incident={incident} />
      <Snoozed incident={incident} />
      <SuppressedNote incident={incident} />
      {canAct && <ResolutionPrompt incident={incident} />}
    </header>
  );
}

/** Says that the incident is snoozed, and what wakes it. */
function Snoozed({ incident }: { incident: Incident }) {
  const now = useNow();
  const { snoozedUntil: until, wakeAfterFailures: failures } = incident;
  if (until === null || Date.parse(until) <= now) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <Chip>
        Snoozed until <ExactTime at={until} />
      </Chip>
      Hidden from the open list until then.{" "}
      {failures === null
        ? "New failures are counted but do not wake it, unless it becomes more severe."
        : `It wakes earlier if it ${failures === 1 ? "fails again" : `fails ${failures} more times`} or becomes more severe.`}
    </p>
  );
}

/** When it failed, and when that was found if it took a while. */
function When({ incident }: { incident: Incident }) {
  const { occurrenceCount, firstSeenAt, lastSeenAt, failedAt } = incident;
  if (wasFoundLater(incident))
    return (
      <span>
        {occurrenceCount > 1 && "last "}
        {isAboutDueRun(incident) ? "due" : "failed"} <TimeAgo at={failedAt} />, found{" "}
        <TimeAgo at={lastSeenAt} />
      </span>
    );
  return occurrenceCount === 1 ? (
    <span>
      failed <TimeAgo at={lastSeenAt} />
    </span>
  ) : (
    <span>
      first <TimeAgo at={firstSeenAt} />, last <TimeAgo at={lastSeenAt} />
    </span>
  );
}

function Where({ incident }: { incident: Incident }) {
  const { attempt, pipeline, pipelineId, task } = incident;
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-muted">
      <span className="font-mono text-xs leading-[1.55] anywhere">
        {pipeline === null ? (
          whereFailed(incident)
        ) : (
          <>
            <Link
              href={
                pipelineId
                  ? `/pipelines/${pipelineId}`
                  : `/incidents?status=any&pipeline=${encodeURIComponent(pipeline)}`
              }
              className="hover:underline"
            >
              {pipeline}
            </Link>
            {task && ` / ${task}`}
          </>
        )}
      </span>
      {incident.environment && <span>{incident.environment}</span>}
      <When incident={incident} />
      {incident.occurrenceCount > 0 && (
        <span className="tnum">{count(incident.occurrenceCount, "occurrence")}</span>
      )}
      {attempt && (
        <span className="tnum">
          attempt {attempt.tryNumber}
          {attempt.maxTries !== null && ` of ${attempt.maxTries}`}
        </span>
      )}
    </p>
  );
}
