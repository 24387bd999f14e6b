"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OnCite } from "@/components/diagnosis/citations";
import { Verdict } from "@/components/diagnosis/verdict";
import { useCan } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { toastError } from "@/components/ui/toaster";
import { proposeFixes } from "@/lib/fixes/query-options";
import { analyzeIncident } from "@/lib/desk/query-options";
import type { Incident } from "@/lib/desk/schemas";

interface DiagnosisCardProps {
  incident: Incident;
  onCite: OnCite;
}

/** Why it broke, how sure that is, and what to do now. */
export function DiagnosisCard({ incident, onCite }: DiagnosisCardProps) {
  const { diagnosis } = incident;
  const isRunning = incident.workflow?.status === "PENDING" || incident.workflow?.status === "RUNNING";
  return (
    <Card aria-label="Diagnosis">
      <CardHeader title="Diagnosis" aside={<Actions incident={incident} isRunning={isRunning} />} />
      <CardBody className="flex flex-col gap-4">
        {diagnosis ? (
          <Verdict diagnosis={diagnosis} onCite={onCite} />
        ) : isRunning ? (
          <Pending />
        ) : (
          <p className="text-muted">
            {incident.availableActions.includes("analyze")
              ? "There is no diagnosis yet. Analyze collects the evidence and looks for the cause."
              : "It was merged before it was diagnosed."}
          </p>
        )}
      </CardBody>
    </Card>
  );
}

/** The place of a diagnosis that is on its way. */
function Pending() {
  return (
    <>
      <p className="text-muted">Being analysed; the cause appears here by itself.</p>
      <Skeleton className="h-6 w-3/4" />
      <Skeleton className="h-4 w-2/5" />
      <Skeleton className="h-28" />
    </>
  );
}

function Actions({ incident, isRunning }: { incident: Incident; isRunning: boolean }) {
  const client = useQueryClient();
  const canAct = useCan("incident.analyze");
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
          title="Collect the evidence and diagnose again (r)"
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
