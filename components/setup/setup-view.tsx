"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { NewSource } from "@/components/setup/new-source";
import { SourceCard } from "@/components/setup/source-card";
import { Button } from "@/components/ui/button";
import { ErrorNote, Skeleton } from "@/components/ui/empty";
import { sourcesQuery } from "@/lib/sources/query-options";

export function SetupView({ canEdit, canAct }: { canEdit: boolean; canAct: boolean }) {
  const { data, error, refetch } = useQuery(sourcesQuery());
  const [isAdding, setAdding] = useState(false);
  const heard = data?.items.filter((one) => one.lastDeliveryAt !== null).length ?? 0;
  return (
    <>
      <PageHeader
        title="Setup"
        context={
          data ? `${heard} of ${data.items.length} sources have sent something` : "Connect what can fail"
        }
        actions={
          canEdit && (
            <Button onClick={() => setAdding(!isAdding)}>{isAdding ? "Cancel" : "Add source"}</Button>
          )
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={6} />}
      <div className="space-y-4">
        {isAdding && <NewSource onDone={() => setAdding(false)} />}
        {data?.items.map((source, i) => (
          <SourceCard key={source.id} source={source} canEdit={canEdit} canAct={canAct} isOpen={i === 0} />
        ))}
      </div>
    </>
  );
}
