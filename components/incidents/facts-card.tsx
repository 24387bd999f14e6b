"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { AttemptStrip } from "@/components/incidents/attempt-strip";
import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { groupingReason, mergedByHand } from "@/components/incidents/grouping-reason";
import { subjectFacts } from "@/components/incidents/subject-words";
import { TimeAgo } from "@/components/time/time-ago";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Popover, WhyButton } from "@/components/ui/popover";
import { Prose } from "@/components/ui/prose";
import { count, phrase, sentence } from "@/components/ui/words";
import { evidenceQuery } from "@/lib/evidence/query-options";
import { timelineQuery } from "@/lib/desk/query-options";
import type { Incident } from "@/lib/desk/schemas";

export function FactsCard({ incident }: { incident: Incident }) {
  const { run } = incident;
  const skipped = [...new Set([...(incident.diagnosis?.impact.affected ?? []), ...incident.notRun])];
  return (
    <Card aria-label="Facts">
      <CardHeader title="Facts" />
      <dl className="divide-y text-sm">
        {subjectFacts(incident.subject).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        {run && <RunFact run={run} sourceName={incident.source.name} />}
        <AttemptFacts incident={incident} />
        <FailedFact incident={incident} />
        <Fact name="Owner">{incident.owner ?? <span className="text-faint">unknown</span>}</Fact>
        {incident.ownerTeam && (
          <Fact name="Team">
            <Link
              className="hover:underline"
              href={`/incidents?team=${encodeURIComponent(incident.ownerTeam.slug)}`}
            >
              {incident.ownerTeam.name}
            </Link>
          </Fact>
        )}
        <Fact name="Source">
          {incident.source.name} <span className="text-muted">({incident.source.kind})</span>
        </Fact>
        <Fact name="Detected by">{sentence(incident.detectedBy)}</Fact>
        {skipped.length > 0 && (
          <Fact name={incident.impact?.blocked.length ? "Will not run" : "Not run"}>
            <span className="font-mono text-xs anywhere">{skipped.join(", ")}</span>
          </Fact>
        )}
        <SimilarFact incidentId={incident.id} />
        {incident.parentIncidentId && (
          <Fact name="Part of">
            <Link
              className="tnum text-accent underline"
              href={`/incidents/${incident.parentNumber ?? incident.parentIncidentId}`}
            >
              {incident.parentNumber === null ? "another incident" : `#${incident.parentNumber}`}
            </Link>
          </Fact>
        )}
        {incident.resolvedAt && (
          <Fact name="Resolved">
            <TimeAgo at={incident.resolvedAt} />
            {incident.resolution && ` as ${RESOLUTION_LABEL[incident.resolution].toLowerCase()}`}
            {incident.resolvedBy && <ResolvedBy run={incident.resolvedBy} />}
          </Fact>
        )}
      </dl>
    </Card>
  );
}

export function AttemptFacts({ incident }: { incident: Incident }) {
  const { attempt, attempts, flakiness } = incident;
  const runs = new Set(attempts.map(({ runId }) => runId)).size;
  return (
    <>
      {attempt && (
        <Fact name="Attempt">
          <span className="tnum">
            {attempt.tryNumber}
            {attempt.maxTries !== null && ` of ${attempt.maxTries}`}
            {attempt.mapIndex >= 0 && `, map index ${attempt.mapIndex}`}
            {attempt.state && `, ${attempt.state}`}
            {attempt.willRetry && ", will be retried"}
          </span>
        </Fact>
      )}
      {attempt?.retryPrevented && (
        <Fact name="No retry">
          <Prose text={attempt.retryPrevented.reason} />
        </Fact>
      )}
      {attempts.length > 1 && (
        <Fact name={runs > 1 ? "History" : "Attempts"}>
          <AttemptStrip attempts={attempts} />
          {runs > 1 && (
            <span className="tnum block text-xs text-muted">
              The last {count(attempts.length, "attempt")} of this task, in {count(runs, "run")}
            </span>
          )}
        </Fact>
      )}
      {flakiness && flakiness.retried > 0 && (
        <Fact name="Retries">
          Succeeded on a retry in {flakiness.retried} of its last {flakiness.runs} runs
        </Fact>
      )}
    </>
  );
}

function RunFact({ run, sourceName }: { run: NonNullable<Incident["run"]>; sourceName: string }) {
  return (
    <Fact name="Run">
      <span className="font-mono text-xs anywhere">{run.runId}</span>
      <span className="flex flex-wrap gap-x-3">
        {run.state && <span className="text-muted">{run.state}</span>}
        {run.externalUrl && (
          <a
            className="text-accent underline"
            href={run.externalUrl}
            target="_blank"
            rel="noreferrer noopener"
          >
            Open in {sourceName}
          </a>
        )}
      </span>
    </Fact>
  );
}

function ResolvedBy({ run }: { run: NonNullable<Incident["resolvedBy"]> }) {
  return (
    <span className="block text-muted">
      by the success of{" "}
      {run.externalUrl ? (
        <a
          className="font-mono text-xs text-accent underline anywhere"
          href={run.externalUrl}
          target="_blank"
          rel="noreferrer noopener"
        >
          {run.runId}
        </a>
      ) : (
        <span className="font-mono text-xs anywhere">{run.runId}</span>
      )}
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 px-4 py-2">
      <dt className="w-20 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 anywhere">{children}</dd>
    </div>
  );
}

/** How often it failed. Empty for a merged incident, whose occurrences have moved. */
function FailedFact({ incident }: { incident: Incident }) {
  if (incident.occurrenceCount === 0) return null;
  return (
    <Fact name="Failed">
      {count(incident.occurrenceCount, "time")} <WhyGrouped incident={incident} />
    </Fact>
  );
}

const MIN_SIMILARITY = 0.8;

/** The most similar earlier incident, and its outcome. */
function SimilarFact({ incidentId }: { incidentId: string }) {
  const { data } = useQuery(evidenceQuery(incidentId));
  const found = (data?.items ?? [])
    .filter((piece) => piece.supersededAt === null)
    .flatMap((piece) => (piece.kind === "similar_incident" && piece.facts ? [piece.facts] : []));
  // Less similar incidents appear only in the evidence tab, with their percentage.
  const nearest =
    found.find((facts) => facts.isSameFailure) ?? found.find((facts) => facts.similarity >= MIN_SIMILARITY);
  if (!nearest) return null;
  return (
    <Fact name="Similar">
      <Link
        className="tnum text-accent underline"
        href={`/incidents/${nearest.number}`}
        title={nearest.title}
      >
        #{nearest.number}
      </Link>{" "}
      <span className="text-muted">
        ({phrase(nearest.status)}
        {nearest.fixStatus && `, fix ${phrase(nearest.fixStatus)}`})
      </span>
    </Fact>
  );
}

/** The fingerprint parts that failures must share to be grouped, unless someone merged them. */
function WhyGrouped({ incident }: { incident: Incident }) {
  const { data } = useQuery(timelineQuery(incident.id));
  const merged = data ? mergedByHand(data.items) : null;
  return (
    <Popover label="Why grouped" align="end" trigger={<WhyButton>Why grouped?</WhyButton>}>
      <p className="pb-2 text-muted">
        {groupingReason(incident.occurrenceCount, merged)} Values that change from run to run, such as dates,
        ids and line numbers, are ignored.
      </p>
      <dl className="flex flex-col gap-1.5">
        {incident.fingerprintParts.map((part, i) => (
          <div key={i}>
            <dt className="text-xs text-muted">{sentence(part.name)}</dt>
            <dd className="font-mono text-xs anywhere">{part.value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex items-center gap-1 border-t pt-2 font-mono text-xs text-muted">
        <span className="min-w-0 flex-1 anywhere">{incident.fingerprint}</span>
        <CopyButton text={incident.fingerprint} label="Copy fingerprint" />
      </p>
    </Popover>
  );
}
