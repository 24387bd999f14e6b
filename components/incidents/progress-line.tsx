"use client";

import { useQuery } from "@tanstack/react-query";
import { sentence } from "@/components/incidents/words";
import { cn } from "@/components/ui/cn";
import { incidentWorkflowQuery } from "@/lib/incidents/query-options";
import type { WorkflowSummary } from "@/lib/workflows/schemas";

const RUNNING_POLL_MS = 2_000;

/** A thin line of steps while work runs; afterwards only a failure stays. */
export function ProgressLine({ incidentId, workflow }: { incidentId: string; workflow: WorkflowSummary }) {
  const isRunning = workflow.status === "PENDING" || workflow.status === "RUNNING";
  const isShown = isRunning || workflow.status === "FAILED";
  const { data } = useQuery({
    ...incidentWorkflowQuery(incidentId, workflow.id),
    enabled: isShown,
    refetchInterval: isRunning ? RUNNING_POLL_MS : false,
  });
  if (!isShown) return null;
  return (
    <div className="mt-3" role="status" aria-live="polite">
      <ol className="flex gap-1" aria-label="Steps">
        {(data?.steps ?? []).map((step) => (
          <li key={step.name} className="min-w-0 flex-1" title={step.error ?? step.name}>
            <span
              className={cn(
                "block h-1 rounded-full bg-line",
                step.status === "COMPLETED" && "bg-accent",
                step.status === "RUNNING" && "bg-accent/50",
                step.status === "FAILED" && "bg-critical",
              )}
            />
            <span className="mt-1 hidden truncate text-xs text-muted sm:block">{sentence(step.name)}</span>
          </li>
        ))}
      </ol>
      <p className="mt-1 text-xs text-muted">
        {workflow.status === "FAILED"
          ? `The analysis stopped: ${workflow.error ?? "no reason was given"}. Press Analyze to try again.`
          : `${workflow.progress}${workflow.currentStep ? `, now: ${sentence(workflow.currentStep).toLowerCase()}` : ""}`}
      </p>
    </div>
  );
}
