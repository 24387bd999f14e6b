"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { IntegrationItem } from "@/components/integrations/integration-item";
import { NewIntegration } from "@/components/integrations/new-integration";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/error-note";
import { integrationsQuery } from "@/lib/integrations/query-options";

/** External systems the workspace is connected to. For admins. */
export function IntegrationsCard() {
  const { data, error, refetch } = useQuery(integrationsQuery());
  const [isAdding, setAdding] = useState(false);
  const items = data?.items ?? [];
  return (
    <Card aria-label="Integrations">
      <CardHeader
        title="Integrations"
        aside={
          <Button size="sm" onClick={() => setAdding(!isAdding)}>
            {isAdding ? "Cancel" : "Add integration"}
          </Button>
        }
      />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {isAdding && <NewIntegration onDone={() => setAdding(false)} />}
      {data && items.length === 0 && !isAdding && (
        <p className="p-4 text-sm text-muted">
          No integrations yet. A GitHub integration replaces the installation’s GitHub credentials for this
          workspace; a warehouse shows which columns changed before a failure.
        </p>
      )}
      <ul className="divide-y">
        {items.map((integration) => (
          <IntegrationItem key={integration.id} integration={integration} />
        ))}
      </ul>
    </Card>
  );
}
