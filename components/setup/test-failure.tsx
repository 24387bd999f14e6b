"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { sendTestFailure } from "@/lib/sources/query-options";

/** Sends a test failure through the source's webhook, as the orchestrator would. */
export function TestFailure({ sourceId }: { sourceId: string }) {
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => sendTestFailure(sourceId),
    onSuccess: () => client.invalidateQueries({ queryKey: ["incidents"] }),
  });
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-3 text-sm">
      <span className="w-24 shrink-0 text-muted">Try it out</span>
      <Button size="sm" disabled={send.isPending} onClick={() => send.mutate()}>
        Send a test failure
      </Button>
      {send.data && (
        <span role="status">
          Received.{" "}
          {send.data.incidentId && (
            <Link className="text-accent underline" href={`/incidents/${send.data.incidentId}`}>
              Open incident
            </Link>
          )}
        </span>
      )}
      {send.error && (
        <span role="alert" className="text-danger-ink">
          {send.error.message}
        </span>
      )}
    </div>
  );
}
