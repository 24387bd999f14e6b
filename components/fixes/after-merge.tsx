"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCan } from "@/components/layout/me";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { requestRerun } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";

/** What follows a merge: a rerun if a person wants one, the watch over the next runs, and the outcome. */
export function AfterMerge({ fix }: { fix: Fix }) {
  const { outcome, outcomeReason, rerun } = fix;
  if (fix.status !== "merged") return null;
  return (
    <div className="flex flex-col gap-2">
      {outcome === null ? (
        <Watching fix={fix} />
      ) : (
        <Callout role="status" tone={TONES[outcome]}>
          {TEXTS[outcome]} {outcomeReason}
        </Callout>
      )}
      {rerun && outcome !== "worked" && <RerunState rerun={rerun} />}
      {outcome !== "worked" && <RerunButton fix={fix} />}
    </div>
  );
}

const TONES = { worked: "ok", did_not_work: "danger", unknown: "neutral" } as const;
const TEXTS = {
  worked: "The fix worked.",
  did_not_work: "The fix did not work.",
  unknown: "It is not known whether the fix worked.",
} as const;

function Watching({ fix }: { fix: Fix }) {
  return (
    <p className="text-sm text-muted" role="status">
      Merged {fix.mergedAt && <TimeAgo at={fix.mergedAt} />}. The next run that starts with the merged code
      shows whether it worked
      {fix.watchedUntil && `; runs are watched until ${fix.watchedUntil.slice(0, 10)}`}.
    </p>
  );
}

function RerunState({ rerun }: { rerun: NonNullable<Fix["rerun"]> }) {
  if (rerun.state === "started" || rerun.state === "requested") {
    return (
      <p className="text-sm anywhere" role="status">
        {rerun.state === "started" ? "Rerun started" : "Rerun requested"}
        {rerun.run && (
          <>
            {" in "}
            <code className="text-xs">{rerun.run}</code>
          </>
        )}
        {rerun.by && ` by ${rerun.by}`} <TimeAgo at={rerun.at} />.
      </p>
    );
  }
  return (
    <Callout
      tone={rerun.state === "failed" ? "danger" : "neutral"}
      role={rerun.state === "failed" ? "alert" : "status"}
    >
      {rerun.state === "manual" && (
        <p>The orchestrator’s API is not connected, so start the rerun yourself.</p>
      )}
      {rerun.error && <p>{rerun.error}</p>}
      {rerun.command && (
        <p className="mt-1 flex flex-wrap items-center gap-2">
          <code className="min-w-0 text-xs anywhere">{rerun.command}</code>
          <CopyButton text={rerun.command} label="Copy command" />
        </p>
      )}
    </Callout>
  );
}

function RerunButton({ fix }: { fix: Fix }) {
  const client = useQueryClient();
  const canRerun = useCan("fix.rerun");
  const rerun = useMutation({
    mutationFn: () => requestRerun(fix.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", fix.incidentId] }),
  });
  const isUnderWay =
    fix.outcome === null && (fix.rerun?.state === "started" || fix.rerun?.state === "requested");
  if (!canRerun || isUnderWay) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button disabled={rerun.isPending} onClick={() => rerun.mutate()}>
        {fix.rerun === null ? "Rerun" : fix.outcome === null ? "Try again" : "Rerun again"}
      </Button>
      <span className="text-sm text-muted">
        Do this once the merged code is deployed. Nothing is rerun automatically.
      </span>
      {rerun.error && (
        <Callout tone="danger" role="alert" className="w-full">
          {rerun.error.message}
        </Callout>
      )}
    </div>
  );
}
