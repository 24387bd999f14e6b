"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useCan } from "@/components/layout/me";
import { stepWords } from "@/components/incidents/step-words";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toastError } from "@/components/ui/toaster";
import { sentence } from "@/components/ui/words";
import { proposeFixes } from "@/lib/fixes/query-options";
import { analyzeIncident, incidentWorkflowQuery } from "@/lib/desk/query-options";
import type { WorkflowSummary } from "@/lib/workflows/schemas";

const RUNNING_POLL_MS = 3_000;

interface ProgressLineProps {
  incidentId: string;
  workflow: WorkflowSummary;
  /** Whether what stopped may be started again. */
  canRetry: boolean;
}

/** A thin line of steps while work runs; afterwards only a failure stays. */
export function ProgressLine({ incidentId, workflow, canRetry }: ProgressLineProps) {
  const isRunning = workflow.status === "PENDING" || workflow.status === "RUNNING";
  const isShown = isRunning || workflow.status === "FAILED";
  const { data } = useQuery({
    ...incidentWorkflowQuery(incidentId, workflow.id),
    enabled: isShown,
    refetchInterval: isRunning ? RUNNING_POLL_MS : false,
  });
  useRenewWhenDone(incidentId, isRunning);
  if (!isShown) return null;
  const steps = data?.steps ?? [];
  return (
    <div role="status" aria-live="polite" className="pt-4">
      <ol className="flex gap-1" aria-label="Steps">
        {steps.map((step) => (
          <li key={step.name} className="min-w-0 flex-1" title={step.error ?? sentence(step.name)}>
            <span
              className={cn(
                "block h-1 rounded-full bg-line",
                step.status === "COMPLETED" && "bg-accent",
                step.status === "RUNNING" && "animate-breathe bg-accent",
                step.status === "FAILED" && "bg-critical",
              )}
            />
            <span className="mt-1 hidden truncate text-xs text-muted sm:block">
              {sentence(step.name)}
              {step.attempts > 1 && `, try ${step.attempts}`}
              <span className="sr-only">: {step.status.toLowerCase()}</span>
            </span>
          </li>
        ))}
      </ol>
      <p
        className={cn(
          "tnum flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-sm",
          workflow.status === "FAILED" ? "text-danger-ink" : "text-muted",
        )}
      >
        {words(workflow)}
        {workflow.status === "FAILED" && canRetry && <Retry incidentId={incidentId} type={workflow.type} />}
      </p>
    </div>
  );
}

/** What the work left behind is read once more when it ends, whatever was told of it on the way. */
function useRenewWhenDone(incidentId: string, isRunning: boolean): void {
  const client = useQueryClient();
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      void client.invalidateQueries({ queryKey: ["incident", incidentId] });
    }
    wasRunning.current = isRunning;
  }, [client, incidentId, isRunning]);
}

const AGAIN: Record<string, ((incidentId: string) => Promise<unknown>) | undefined> = {
  "analyze-incident": (id) => analyzeIncident(id),
  "propose-fixes": (id) => proposeFixes(id),
};

/** Starts what stopped once more; a pull request is opened again from its fix. */
function Retry({ incidentId, type }: { incidentId: string; type: string }) {
  const client = useQueryClient();
  const canAct = useCan("incident.analyze");
  const start = AGAIN[type];
  const again = useMutation({
    mutationFn: async () => start?.(incidentId),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", incidentId] }),
  });
  if (!canAct || !start) return null;
  return (
    <Button size="sm" disabled={again.isPending} onClick={() => again.mutate()}>
      Try again
    </Button>
  );
}

const withStop = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

function words({ status, error, progress, currentStep, type }: WorkflowSummary): string {
  if (status === "FAILED") {
    const retry = type === "open-pull-request" ? " Press Open PR to try again." : "";
    return `${sentence(type)} stopped: ${withStop(error ?? "no reason was given")}${retry}`;
  }
  return `${progress}${currentStep ? `, ${stepWords(currentStep)}` : ""}`;
}
