"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { DiagnosisCard } from "@/components/incidents/diagnosis-card";
import { EvidenceCard, type Target } from "@/components/incidents/evidence-card";
import { FactsCard } from "@/components/incidents/facts-card";
import { FixCards } from "@/components/incidents/fix-cards";
import { IncidentActions } from "@/components/incidents/incident-actions";
import { ProgressLine } from "@/components/incidents/progress-line";
import { TimelineCard } from "@/components/incidents/timeline-card";
import { sentence, SEVERITY_CLASS } from "@/components/incidents/words";
import { cn } from "@/components/ui/cn";
import { ErrorNote, Skeleton } from "@/components/ui/empty";
import { RelativeTime } from "@/components/ui/relative-time";
import { incidentQuery } from "@/lib/incidents/query-options";
import type { Incident } from "@/lib/incidents/schemas";
import type { Role } from "@/lib/workspaces/schemas";

/** The incident: why, how sure, what now. */
export function IncidentView({ id, role }: { id: string; role: Role }) {
  const { data: incident, error, refetch } = useQuery(incidentQuery(id));
  const [target, setTarget] = useState<Target | null>(null);
  const canAct = role !== "viewer";
  if (error && !incident) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!incident) return <Skeleton rows={10} />;
  return (
    <article>
      <Header incident={incident} canAct={canAct} />
      {incident.workflow && <ProgressLine incidentId={incident.id} workflow={incident.workflow} />}
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 space-y-4">
          <DiagnosisCard incident={incident} canAct={canAct} onCite={setTarget} />
          <FixCards incident={incident} canAct={canAct} />
          <EvidenceCard incident={incident} target={target} onTarget={setTarget} />
        </div>
        <div className="min-w-0 space-y-4">
          <FactsCard incident={incident} />
          <TimelineCard incident={incident} canAct={canAct} />
        </div>
      </div>
    </article>
  );
}

function Header({ incident, canAct }: { incident: Incident; canAct: boolean }) {
  const { attempt } = incident;
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted">
          <Link href="/incidents" className="hover:text-ink">
            ← Incidents
          </Link>
          <span className="tabular">#{incident.number}</span>
          <span className="inline-flex items-center gap-1.5">
            <span aria-hidden className={cn("size-2 rounded-full", SEVERITY_CLASS[incident.severity])} />
            {incident.severity}
          </span>
          <span className={cn(incident.status === "resolved" && "font-medium text-good")}>
            {sentence(incident.status)}
          </span>
          {incident.detectedBy === "test" && <span className="rounded border px-1.5 text-xs">test</span>}
        </p>
        <h1 className="mt-1 text-xl leading-7 font-semibold break-words">{incident.title}</h1>
        <p className="mt-1 flex flex-wrap gap-x-3 text-[13px] text-muted">
          <span className="font-mono break-all">
            {incident.pipeline}
            {incident.task && ` / ${incident.task}`}
          </span>
          {incident.environment && <span>{incident.environment}</span>}
          <span>
            first <RelativeTime at={incident.firstSeenAt} />, last <RelativeTime at={incident.lastSeenAt} />
          </span>
          <span className="tabular">
            {incident.occurrenceCount} occurrence{incident.occurrenceCount === 1 ? "" : "s"}
          </span>
          {attempt && (
            <span className="tabular">
              try {attempt.tryNumber}
              {attempt.maxTries !== null && ` of ${attempt.maxTries}`}
            </span>
          )}
        </p>
      </div>
      {canAct && <IncidentActions incident={incident} />}
    </header>
  );
}
