"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
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
      {result && !test.error && (
        <Callout tone={result.ok ? "ok" : "danger"} role="status">
          {result.detail}
        </Callout>
      )}
      {!test.data && source.healthCheckedAt && (
        <span className="text-xs text-muted">
          Tested <TimeAgo at={source.healthCheckedAt} />
        </span>
      )}
    </div>
  );
}
