"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";
import { SeverityDot } from "@/components/incidents/severity";
import { STATUS_TONE } from "@/components/incidents/words";
import { LineageCard } from "@/components/pipelines/lineage-card";
import { qualifiedName } from "@/components/pipelines/qualified-name";
import { RunsCard } from "@/components/pipelines/runs-card";
import { SettingsCard } from "@/components/pipelines/settings-card";
import { TasksCard } from "@/components/pipelines/tasks-card";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ErrorNote } from "@/components/ui/error-note";
import { SkeletonRows } from "@/components/ui/skeleton";
import { sentence } from "@/components/ui/words";
import { pipelineQuery } from "@/lib/desk/pipeline/query-options";
import type { PipelineDetail } from "@/lib/desk/pipeline/schemas";

/** One pipeline: what is open, its settings, recent runs, and what it depends on and feeds. */
export function PipelineView({ id }: { id: string }) {
  const { data: pipeline, error, refetch } = useQuery(pipelineQuery(id));
  if (error && !pipeline) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!pipeline) return <SkeletonRows rows={8} />;
  return (
    <article>
      <Header pipeline={pipeline} />
      <Namesakes pipeline={pipeline} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px] xl:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4">
          <OpenIncidents pipeline={pipeline} />
          <RunsCard pipeline={pipeline} />
          <TasksCard pipeline={pipeline} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <SettingsCard pipeline={pipeline} />
          <LineageCard pipeline={pipeline} />
        </div>
      </div>
    </article>
  );
}

function Header({ pipeline }: { pipeline: PipelineDetail }) {
  const { name, source, schedule, isPaused, nextRunAt, owner } = pipeline;
  const place = qualifiedName(pipeline);
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3 pb-4">
      <div className="flex min-w-0 flex-col gap-1">
        <Link
          href="/pipelines"
          className="inline-flex items-center gap-0.5 text-sm text-muted hover:text-ink"
        >
          <ChevronLeft className="size-4" aria-hidden />
          Pipelines
        </Link>
        <h1 className="font-mono text-lg font-semibold anywhere">{name}</h1>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-muted">
          <span>{source.name}</span>
          {place && <span className="font-mono text-xs anywhere">{place}</span>}
          {schedule && <span className="font-mono text-xs anywhere">{schedule}</span>}
          {isPaused && <Chip tone="warn">Paused</Chip>}
          {nextRunAt && (
            <span>
              next run <TimeAgo at={nextRunAt} />
            </span>
          )}
          {owner && <span className="anywhere">owner {owner}</span>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href={`/incidents?status=any&pipeline=${encodeURIComponent(name)}`}>All incidents</Link>
        </Button>
        <Button asChild>
          <Link href={`/stats?pipeline=${encodeURIComponent(name)}`}>Stats</Link>
        </Button>
      </div>
    </header>
  );
}

/** Why it may be listed twice. */
function Namesakes({ pipeline: { namesakes } }: { pipeline: PipelineDetail }) {
  if (namesakes.length === 0) return null;
  return (
    <Callout className="mb-4">
      A pipeline of this name is also reported by{" "}
      {namesakes.map(({ id, sourceName }, index) => (
        <Fragment key={id}>
          {index > 0 && ", "}
          <Link href={`/pipelines/${id}`} className="underline">
            {sourceName}
          </Link>
        </Fragment>
      ))}
      . Nothing in the reports shows that it is the same one, so runs, incidents and lineage are kept apart.
      The snippets under{" "}
      <Link href="/setup" className="underline">
        Setup
      </Link>{" "}
      say which namespace connects them.
    </Callout>
  );
}

function OpenIncidents({ pipeline: { openIncidents, partOf } }: { pipeline: PipelineDetail }) {
  return (
    <Card aria-label="Open incidents">
      <CardHeader title="Open incidents" />
      {openIncidents.length + partOf.length === 0 ? (
        <CardBody className="text-sm text-muted">Nothing is failing.</CardBody>
      ) : (
        <ul className="divide-y">
          {openIncidents.map((incident) => (
            <li key={incident.id}>
              <IncidentLink incident={incident} />
            </li>
          ))}
          {partOf.map((root) => (
            <li key={root.id}>
              <IncidentLink
                incident={root}
                note={`part of #${root.number}, which #${root.symptomNumber} was merged into`}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface IncidentLinkProps {
  incident: PipelineDetail["openIncidents"][number];
  /** How the pipeline's failures belong to it, if it is not the pipeline's own. */
  note?: string;
}

function IncidentLink({ incident, note }: IncidentLinkProps) {
  return (
    <Link
      href={`/incidents/${incident.number}`}
      className="flex items-center gap-3 px-4 py-2 text-sm hover:bg-hover focus-visible:-outline-offset-2"
    >
      <SeverityDot severity={incident.severity} />
      <span className="min-w-0 flex-1 anywhere">
        <span className="tnum text-muted">#{incident.number}</span> {incident.title}
        {note && <span className="tnum block text-xs text-muted">{note}</span>}
      </span>
      {incident.status !== "triggered" && (
        <Chip tone={STATUS_TONE[incident.status]}>{sentence(incident.status)}</Chip>
      )}
      <TimeAgo at={incident.lastSeenAt} form="age" className="tnum shrink-0 text-muted" />
    </Link>
  );
}
