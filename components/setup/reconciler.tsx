"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCan } from "@/components/layout/me";
import { reconcilerLine } from "@/components/setup/reconciler-words";
import { TimeAgo } from "@/components/time/time-ago";
import { Callout } from "@/components/ui/callout";
import { updateSource } from "@/lib/sources/query-options";
import type { Source } from "@/lib/sources/schemas";

/** How far the source's API has been compared with what is known, what stops it, and its switch. */
export function Reconciler({ source }: { source: Source }) {
  const client = useQueryClient();
  const canEdit = useCan("source.update");
  const change = useMutation({
    mutationFn: (isReconciled: boolean) => updateSource(source.id, { isReconciled }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
  const { reconciliation } = source;
  const { text, tone } = reconcilerLine(source);
  return (
    <section aria-label="Reconciler" className="flex flex-col gap-2 text-sm">
      <div>
        <h3 className="font-semibold">Reconciler</h3>
        <p className="max-w-prose text-muted">
          Reads the API every minute and opens incidents about what nobody reports: killed and hanging tasks,
          files that cannot be parsed, and runs that are missing, late or empty.
        </p>
      </div>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={change.isPending ? change.variables : source.isReconciled}
          disabled={!canEdit || change.isPending}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
        />
        Compare this source
      </label>
      {tone === "muted" ? (
        <p className="text-muted">
          {reconciliation?.succeededAt && source.isReconciled && (
            <>
              Last compared <TimeAgo at={reconciliation.succeededAt} />.{" "}
            </>
          )}
          {text}
        </p>
      ) : (
        <Callout tone={tone} role="status">
          {text}
        </Callout>
      )}
      {change.error && (
        <Callout tone="danger" role="alert">
          {change.error.message}
        </Callout>
      )}
    </section>
  );
}
