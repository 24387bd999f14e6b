"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OnCite } from "@/components/diagnosis/citations";
import { ClaimList } from "@/components/diagnosis/claim-list";
import { ModelCalls } from "@/components/diagnosis/model-calls";
import { Replay } from "@/components/diagnosis/replay";
import type { NumberedCitations, NumberedClaim } from "@/components/diagnosis/number-citations";
import { Button } from "@/components/ui/button";
import { Prose } from "@/components/ui/prose";
import { Skeleton } from "@/components/ui/skeleton";
import { Subsection } from "@/components/ui/subsection";
import type { AgentReport, CounterCheck, Diagnosis, Route } from "@/lib/diagnosis/schemas";
import { modelCallsQuery } from "@/lib/model/query-options";

interface AnalysisTrailProps {
  incidentId: string;
  diagnosis: Diagnosis;
  numbered: NumberedCitations;
  onCite: OnCite;
}

/**
 * How an analysis by Claude went, whether or not its answer is used: which way, what each agent found, what was checked, what
 * it took.
 */
export function AnalysisTrail({ incidentId, diagnosis, numbered, onCite }: AnalysisTrailProps) {
  const [isOpen, setOpen] = useState(false);
  const { route, agents, counterCheck } = diagnosis;
  if (!route) return null;
  return (
    <details
      className="border-t pt-3 text-sm"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer text-muted hover:text-ink">
        How this was found: {WAYS[route.way]}
        {counterCheck && `, counter-check: ${VERDICTS[counterCheck.verdict]}`}
      </summary>
      <div className="flex flex-col gap-3 pt-3">
        <p className="text-muted">
          {route.why}.{route.escalatedBecause && ` One call was tried first, but ${route.escalatedBecause}.`}
        </p>
        {agents.map((report, i) => (
          <Agent key={report.agent} report={report} findings={numbered.findings[i] ?? []} onCite={onCite} />
        ))}
        {counterCheck && (
          <Subsection as="h4" title={`Counter-check: ${VERDICTS[counterCheck.verdict]}`}>
            <p className="anywhere">
              <Prose text={counterCheck.text} />
            </p>
            <ClaimList claims={numbered.counterReasons} onCite={onCite} />
          </Subsection>
        )}
        {isOpen && <Calls incidentId={incidentId} />}
        {diagnosis.engine === "claude" && <Replay diagnosisId={diagnosis.id} />}
      </div>
    </details>
  );
}

const WAYS: Record<Route["way"], string> = {
  known: "a known cause",
  "single-call": "one call",
  agents: "three agents and a synthesis",
};

const VERDICTS: Record<CounterCheck["verdict"], string> = {
  stands: "it stands",
  weakened: "it was weakened",
  refuted: "it was refuted",
  cannot_tell: "undecided",
};

const AGENT_NAMES: Record<AgentReport["agent"], string> = {
  log: "Log agent",
  commit: "Commit agent",
  runbook: "Runbook agent",
};

function Agent({
  report,
  findings,
  onCite,
}: {
  report: AgentReport;
  findings: readonly NumberedClaim[];
  onCite: OnCite;
}) {
  return (
    <Subsection as="h4" title={AGENT_NAMES[report.agent]}>
      <ClaimList claims={findings} onCite={onCite} />
      {report.message && <p className="text-muted anywhere">{report.message}</p>}
      {findings.length === 0 && !report.message && <p className="text-muted">No findings.</p>}
    </Subsection>
  );
}

function Calls({ incidentId }: { incidentId: string }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    modelCallsQuery(incidentId),
  );
  if (error) return <p className="text-muted">{error.message}</p>;
  if (!data) return <Skeleton className="h-16" />;
  const groups = new Map(data.pages.flatMap((page) => page.groups.map((group) => [group.workflowId, group])));
  return (
    <>
      <ModelCalls calls={data.pages.flatMap(({ items }) => items)} groups={[...groups.values()]} />
      {hasNextPage && (
        <Button
          size="sm"
          className="self-start"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show earlier calls
        </Button>
      )}
    </>
  );
}
