"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useCan } from "@/components/layout/me";
import { withSecret } from "@/components/setup/connection-values";
import { TestFailure } from "@/components/setup/test-failure";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { revealSecret, snippetsQuery, sourceKindsQuery, sourcesQuery } from "@/lib/sources/query-options";

/** The empty list: when the last delivery came, and how to send a test failure. */
export function NothingFailing() {
  const { data } = useQuery(sourcesQuery());
  const last = data?.items
    .flatMap(({ lastDeliveryAt }) => lastDeliveryAt ?? [])
    .toSorted()
    .at(-1);
  const { data: kinds } = useQuery(sourceKindsQuery());
  const open = kinds?.items.filter((kind) => kind.isForAnySender).map(({ kind }) => kind) ?? [];
  const source = data?.items.find(({ kind, enabled }) => enabled && open.includes(kind));
  return (
    <EmptyState title="Nothing is failing" action={source && <TestCommand sourceId={source.id} />}>
      <p>
        {last ? (
          <>
            Last delivery <TimeAgo at={last} />.
          </>
        ) : (
          "No deliveries received yet, so failures would go unnoticed."
        )}{" "}
        <Link className="text-accent underline" href="/setup">
          Setup
        </Link>{" "}
        has the snippet to paste into your orchestrator.
      </p>
    </EmptyState>
  );
}

/** Sends a test failure: with a button here, or with a command to paste anywhere. */
function TestCommand({ sourceId }: { sourceId: string }) {
  const canAct = useCan("source.test");
  const canReveal = useCan("source.read-secret");
  const { data } = useQuery(snippetsQuery(sourceId));
  const reveal = useMutation({ mutationFn: () => revealSecret(sourceId), gcTime: 0 });
  const curl = data?.items.find((snippet) => snippet.id === "curl");
  const text = curl?.text.trimEnd() ?? "";
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      {canAct && <TestFailure sourceId={sourceId} />}
      {text && (
        <div className="flex flex-col gap-1.5">
          <p className="flex min-h-7 flex-wrap items-center gap-x-3 text-sm text-muted">
            Or paste this into a terminal{reveal.data ? ":" : ", with the source’s secret filled in:"}
            {canReveal && !reveal.data && (
              <Button size="sm" disabled={reveal.isPending} onClick={() => reveal.mutate()}>
                Fill in the secret
              </Button>
            )}
          </p>
          <CodeBlock text={withSecret(text, reveal.data)} label="test command" wrap />
        </div>
      )}
    </div>
  );
}
