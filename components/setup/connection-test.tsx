"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isTestOutdated } from "@/components/setup/source-words";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { testSource } from "@/lib/sources/query-options";
import type { Source } from "@/lib/sources/schemas";

export function ConnectionTest({ source }: { source: Source }) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testSource(source.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
  // Saving the connection resets healthCheckedAt, which makes an earlier result stale.
  const result = source.healthCheckedAt === null ? null : (test.data ?? source.health);
  const isOutdated = isTestOutdated(source);
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm">
      <Button disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? "Testing" : "Test connection"}
      </Button>
      {test.error && (
        <Callout tone="danger" role="alert">
          {test.error.message}
        </Callout>
      )}
      {result && !test.error && !isOutdated && (
        <Callout tone={result.ok ? "ok" : "danger"} role="status">
          {result.detail}
        </Callout>
      )}
      {(!test.data || isOutdated) && source.healthCheckedAt && (
        <span className="text-xs text-muted">
          Tested <TimeAgo at={source.healthCheckedAt} />
          {isOutdated && `: ${source.health?.detail}`}
        </span>
      )}
    </div>
  );
}
