"use client";

import { useQuery } from "@tanstack/react-query";
import { cn } from "@/components/ui/cn";
import { phrase, sentence } from "@/components/ui/words";
import { incidentWorkflowQuery } from "@/lib/incidents/query-options";
import type { WorkflowSummary } from "@/lib/workflows/schemas";

const RUNNING_POLL_MS = 3_000;

interface ProgressLineProps {
  incidentId: string;
  workflow: WorkflowSummary;
}

/** A thin line of steps while work runs; afterwards only a failure stays. */
export function ProgressLine({ incidentId, workflow }: ProgressLineProps) {
  const isRunning = workflow.status === "PENDING" || workflow.status === "RUNNING";
  const isShown = isRunning || workflow.status === "FAILED";
  const { data } = useQuery({
    ...incidentWorkflowQuery(incidentId, workflow.id),
    enabled: isShown,
    refetchInterval: isRunning ? RUNNING_POLL_MS : false,
  });
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
      <p className={cn("tnum pt-1 text-sm", workflow.status === "FAILED" ? "text-danger-ink" : "text-muted")}>
        {words(workflow)}
      </p>
    </div>
  );
}

function words({ status, error, progress, currentStep, type }: WorkflowSummary): string {
  if (status === "FAILED") {
    const retry = type === "open-pull-request" ? "Press Open PR" : "Press Analyze";
    return `${sentence(type)} stopped: ${error ?? "no reason was given"}. ${retry} to try again.`;
  }
  return `${progress}${currentStep ? `, now: ${phrase(currentStep)}` : ""}`;
}
