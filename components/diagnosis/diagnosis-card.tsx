"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CorrectedCause } from "@/components/diagnosis/corrected-cause";
import type { OnCite } from "@/components/diagnosis/citations";
import { PatternNotes } from "@/components/diagnosis/pattern-notes";
import { Verdict } from "@/components/diagnosis/verdict";
import { VerdictBar } from "@/components/diagnosis/verdict-bar";
import { useCan } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { toastError } from "@/components/ui/toaster";
import type { Diagnosis } from "@/lib/diagnosis/schemas";
import { proposeFixes } from "@/lib/fixes/query-options";
import { analyzeIncident } from "@/lib/desk/query-options";
import type { Incident } from "@/lib/desk/schemas";

interface DiagnosisCardProps {
  incident: Incident;
  onCite: OnCite;
}

/** The root cause, how certain it is, and the next steps. */
export function DiagnosisCard({ incident, onCite }: DiagnosisCardProps) {
  const { diagnosis } = incident;
  const isRunning = incident.workflow?.status === "PENDING" || incident.workflow?.status === "RUNNING";
  return (
    <Card aria-label="Diagnosis">
      <CardHeader title="Diagnosis" aside={<Actions incident={incident} isRunning={isRunning} />} />
      <CardBody className="flex flex-col gap-4">
        {diagnosis ? (
          <Judged incident={incident} diagnosis={diagnosis} onCite={onCite} />
        ) : isRunning ? (
          <Pending />
        ) : (
          <p className="text-muted">
            {incident.availableActions.includes("analyze")
              ? "No diagnosis yet. Analyze collects the evidence and finds the cause."
              : "Merged before it was diagnosed."}
          </p>
        )}
      </CardBody>
    </Card>
  );
}

/** The diagnosis, behind the cause that a person gave instead; known causes; and whether it was right. */
function Judged({ incident, diagnosis, onCite }: DiagnosisCardProps & { diagnosis: Diagnosis }) {
  const { confirmedCause, patterns } = incident;
  const verdict = <Verdict incidentId={incident.id} diagnosis={diagnosis} onCite={onCite} />;
  return (
    <>
      {confirmedCause?.kind === "correction" ? (
        <>
          <CorrectedCause cause={confirmedCause} />
          <details>
            <summary className="cursor-pointer text-sm text-muted hover:text-ink">Original diagnosis</summary>
            <div className="flex flex-col gap-4 pt-3">{verdict}</div>
          </details>
        </>
      ) : (
        verdict
      )}
      {confirmedCause && confirmedCause.kind !== "correction" && (
        <p className="text-sm text-ok anywhere">
          Confirmed by {confirmedCause.by}
          {confirmedCause.kind === "fix" && ", whose rerun succeeded"}
        </p>
      )}
      <PatternNotes patterns={patterns} />
      <VerdictBar incident={incident} />
    </>
  );
}

/** Placeholder while the diagnosis is running. */
function Pending() {
  return (
    <>
      <p className="text-muted">Analyzing. The cause will appear here.</p>
      <Skeleton className="h-6 w-3/4" />
      <Skeleton className="h-4 w-2/5" />
      <Skeleton className="h-28" />
    </>
  );
}

function Actions({ incident, isRunning }: { incident: Incident; isRunning: boolean }) {
  const client = useQueryClient();
  const canAct = useCan("incident.request-analysis");
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["incident", incident.id] }),
      client.invalidateQueries({ queryKey: ["incidents"] }),
    ]);
  const analyze = useMutation({
    mutationFn: () => analyzeIncident(incident.id),
    onError: toastError,
    onSettled: refresh,
  });
  const propose = useMutation({
    mutationFn: () => proposeFixes(incident.id),
    onError: toastError,
    onSettled: refresh,
  });
  const canAnalyze = canAct && incident.availableActions.includes("analyze");
  const canPropose = canAct && incident.availableActions.includes("propose_fixes");
  const isBusy = isRunning || analyze.isPending || propose.isPending;
  useKeys([
    {
      keys: "r",
      label: "Analyze again",
      group: "Incident",
      run: () => {
        if (canAnalyze && !isBusy) analyze.mutate();
      },
    },
  ]);
  return (
    <>
      {canAnalyze && (
        <Button
          disabled={isBusy}
          onClick={() => analyze.mutate()}
          title="Collect evidence and diagnose again (r)"
        >
          Analyze
        </Button>
      )}
      {canPropose && (
        <Button disabled={isBusy || !incident.diagnosis} onClick={() => propose.mutate()}>
          Propose fix
        </Button>
      )}
    </>
  );
}
