"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { TimeAgo } from "@/components/time/time-ago";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { snippetsQuery, sourcesQuery } from "@/lib/sources/query-options";

/** An empty desk: whether that is good news, and how to see it work. */
export function NothingFailing() {
  const { data } = useQuery(sourcesQuery());
  const last = data?.items
    .flatMap((one) => one.lastDeliveryAt ?? [])
    .toSorted()
    .at(-1);
  const generic = data?.items.find((one) => one.kind === "generic" && one.enabled);
  return (
    <EmptyState title="Nothing is failing" action={generic && <TestCommand sourceId={generic.id} />}>
      <p>
        {last ? (
          <>
            The last delivery came <TimeAgo at={last} />.
          </>
        ) : (
          "No delivery has come in yet, so nothing would be known of a failure."
        )}{" "}
        <Link className="text-accent underline" href="/setup">
          Setup
        </Link>{" "}
        has what to paste into your orchestrator, and sends a test failure.
      </p>
    </EmptyState>
  );
}

function TestCommand({ sourceId }: { sourceId: string }) {
  const { data } = useQuery(snippetsQuery(sourceId));
  const curl = data?.items.find((one) => one.id === "curl");
  if (!curl) return null;
  return (
    <div className="flex max-w-3xl flex-col gap-1.5">
      <p className="text-sm text-muted">
        Or paste this in a terminal, with the source’s secret from Setup filled in:
      </p>
      <CodeBlock text={curl.text.trimEnd()} label="test command" wrap />
    </div>
  );
}
