"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "@/components/layout/me";
import { PolicyForm } from "@/components/noise/policy-form";
import { PolicyItem } from "@/components/noise/policy-item";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/error-note";
import { noisePoliciesQuery } from "@/lib/incidents/noise/query-options";

/** Which incidents stay quiet, and why. */
export function NoisePoliciesCard() {
  const { data, error, refetch } = useQuery(noisePoliciesQuery());
  const [isAdding, setAdding] = useState(false);
  const canCreate = useCan("noise-policy.create");
  const items = data?.items ?? [];
  return (
    <Card aria-label="Noise policies" id="noise">
      <CardHeader
        title="Noise policies"
        aside={
          canCreate &&
          !isAdding && (
            <Button size="sm" onClick={() => setAdding(true)}>
              Add policy
            </Button>
          )
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {isAdding && (
        <div className="border-b">
          <PolicyForm policy={null} onDone={() => setAdding(false)} />
        </div>
      )}
      {data && items.length === 0 && !isAdding && (
        <p className="p-4 text-sm text-muted">
          No policies. Mutes, maintenance windows, a minimum severity and protection from flapping keep
          incidents quiet: they open as suppressed, stay visible, and are triggered if they are still failing
          afterwards.
        </p>
      )}
      <ul className="divide-y">
        {items.map((policy) => (
          <PolicyItem key={policy.id} policy={policy} />
        ))}
      </ul>
    </Card>
  );
}
