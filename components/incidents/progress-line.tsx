"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useCan } from "@/components/layout/me";
import { stepTitle, stepWords } from "@/components/incidents/step-words";
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
  /** Whether a failed workflow can be started again. */
  canRetry: boolean;
}

/** A thin line of steps while a workflow runs; afterwards, shown only if it failed. */
export function ProgressLine({ incidentId, workflow, canRetry }: ProgressLineProps) {
  const isRunning = workflow.status === "PENDING" || workflow.status === "RUNNING";
  const isShown = isRunning || workflow.status === "FAILED";
  const { data } = useQuery({
    ...incidentWorkflowQuery(incidentId, workflow.id),
    enabled: isShown,
    refetchInterval: isRunning ? RUNNING_POLL_MS : false,
  });
  useRefetchWhenDone(incidentId, isRunning);
  if (!isShown) return null;
  const steps = data?.steps ?? [];
  return (
    <div role="status" aria-live="polite" className="pt-4">
      <ol className="flex gap-1" aria-label="Steps">
        {steps.map((step) => (
          <li
            key={step.name}
            className="min-w-0 flex-1"
            title={step.error ?? step.reason ?? stepTitle(step.name)}
          >
            <span
              className={cn(
                "block h-1 rounded-full bg-line",
                step.status === "completed" && "bg-accent",
                step.status === "skipped" && "bg-muted",
                step.status === "running" && "animate-breathe bg-accent",
                step.status === "failed" && "bg-critical",
              )}
            />
            <span className="mt-1 hidden truncate text-xs text-muted sm:block">
              {stepTitle(step.name)}
              {step.attempts > 1 && `, attempt ${step.attempts}`}
              <span className="sr-only">: {step.status}</span>
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

/** Refetches the incident when its workflow ends, in case a live update was missed. */
function useRefetchWhenDone(incidentId: string, isRunning: boolean): void {
  const client = useQueryClient();
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      void client.invalidateQueries({ queryKey: ["incident", incidentId] });
    }
    wasRunning.current = isRunning;
  }, [client, incidentId, isRunning]);
}

const RETRY: Record<string, ((incidentId: string) => Promise<unknown>) | undefined> = {
  "analyze-incident": (id) => analyzeIncident(id),
  "propose-fixes": (id) => proposeFixes(id),
};

/** Starts a failed workflow again; a pull request is retried from its fix instead. */
function Retry({ incidentId, type }: { incidentId: string; type: string }) {
  const client = useQueryClient();
  const canAct = useCan("incident.request-analysis");
  const start = RETRY[type];
  const retry = useMutation({
    mutationFn: async () => start?.(incidentId),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", incidentId] }),
  });
  if (!canAct || !start) return null;
  return (
    <Button size="sm" disabled={retry.isPending} onClick={() => retry.mutate()}>
      Retry
    </Button>
  );
}

const endSentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

function words({ status, error, progress, currentStep, type }: WorkflowSummary): string {
  if (status === "FAILED") {
    const retry = type === "open-pull-request" ? " Try again from the fix." : "";
    return `${sentence(type)} stopped: ${endSentence(error ?? "unknown error")}${retry}`;
  }
  return `${progress}${currentStep ? `, ${stepWords(currentStep)}` : ""}`;
}
