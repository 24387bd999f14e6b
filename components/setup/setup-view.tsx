"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { useCan } from "@/components/layout/me";
import { NewSource } from "@/components/setup/new-source";
import { SourceCard } from "@/components/setup/source-card";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { SkeletonRows } from "@/components/ui/skeleton";
import { sourcesQuery } from "@/lib/sources/query-options";

/** What is connected, and what to paste to connect it. */
export function SetupView() {
  const { data, error, refetch } = useQuery(sourcesQuery());
  const [isAdding, setAdding] = useState(false);
  const canEdit = useCan("source.create");
  const items = data?.items ?? [];
  const heard = items.filter((one) => one.lastDeliveryAt !== null).length;
  // The first that sends something, else the first: the one a person most likely came for.
  const openId = (items.find((one) => one.lastDeliveryAt !== null) ?? items[0])?.id;
  return (
    <>
      <PageHeader
        title="Setup"
        context={
          data
            ? heard === 0
              ? "No source has sent anything yet. Paste a webhook URL, or send a test failure."
              : `${heard} of ${items.length} sources have sent something`
            : "Connect what can fail"
        }
        actions={
          canEdit && (
            <Button onClick={() => setAdding(!isAdding)}>{isAdding ? "Cancel" : "Add source"}</Button>
          )
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={6} />}
      <div className="flex flex-col gap-3">
        {isAdding && <NewSource onDone={() => setAdding(false)} />}
        {items.map((source) => (
          <SourceCard key={source.id} source={source} isOpen={source.id === openId} />
        ))}
      </div>
    </>
  );
}
