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

/** The connected sources, and how to connect more. */
export function SetupView() {
  const { data, error, refetch } = useQuery(sourcesQuery());
  const [isAdding, setAdding] = useState(false);
  const canEdit = useCan("source.create");
  const items = data?.items ?? [];
  const active = items.filter((source) => source.lastDeliveryAt !== null).length;
  // Open the first source that has sent something, else the first.
  const openId = (items.find((source) => source.lastDeliveryAt !== null) ?? items[0])?.id;
  return (
    <>
      <PageHeader
        title="Setup"
        context={
          data
            ? active === 0
              ? "No deliveries received yet. Paste a webhook URL into your orchestrator, or send a test failure."
              : `${active} of ${items.length} sources have sent deliveries`
            : "Connect your orchestrators"
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
