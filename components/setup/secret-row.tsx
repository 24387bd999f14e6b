"use client";

import { useMutation } from "@tanstack/react-query";
import { Value } from "@/components/setup/value";
import { Button } from "@/components/ui/button";
import { revealSecret } from "@/lib/sources/query-options";

/** The signing secret, fetched only when asked for and forgotten with the page. */
export function SecretRow({ sourceId }: { sourceId: string }) {
  const reveal = useMutation({ mutationFn: () => revealSecret(sourceId), gcTime: 0 });
  if (reveal.data) {
    return (
      <Value
        name="Secret"
        text={reveal.data}
        aside={
          <Button size="sm" variant="ghost" onClick={() => reveal.reset()}>
            Hide
          </Button>
        }
      />
    );
  }
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 text-sm">
      <span className="w-24 shrink-0 text-muted">Secret</span>
      <Button size="sm" disabled={reveal.isPending} onClick={() => reveal.mutate()}>
        Show secret
      </Button>
      {reveal.error && (
        <span role="alert" className="text-danger-ink">
          {reveal.error.message}
        </span>
      )}
    </div>
  );
}
