"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { CredentialFields, useCredentialWay } from "@/components/integrations/credential-fields";
import { newConnection } from "@/components/integrations/integration-forms";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Chip } from "@/components/ui/chip";
import { ConfirmedButton } from "@/components/ui/confirmed-button";
import { toastError } from "@/components/ui/toaster";
import { deleteIntegration, testIntegration, updateIntegration } from "@/lib/integrations/query-options";
import { INTEGRATION_NAMES, type Integration, type UpdateIntegration } from "@/lib/integrations/schemas";
import { describeWarehouse } from "@/lib/integrations/warehouses/schemas";

/** An integration: its health, and actions to test, replace, disable or delete it. */
export function IntegrationItem({ integration }: { integration: Integration }) {
  const [isReplacing, setReplacing] = useState(false);
  return (
    <li className="flex flex-col gap-2 px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-40">
          <span className="block font-medium anywhere">{integration.name}</span>
          <span className="block text-xs text-muted anywhere">
            {integration.config.warehouse
              ? describeWarehouse(integration.config.warehouse)
              : INTEGRATION_NAMES[integration.kind]}
            {integration.config.apiUrl && `, ${integration.config.apiUrl}`}
          </span>
        </span>
        {!integration.enabled && <Chip tone="warn">Disabled</Chip>}
        {!integration.hasCredentials && <Chip tone="warn">No credentials</Chip>}
      </div>
      <Health integration={integration} />
      <Actions integration={integration} onReplace={() => setReplacing(!isReplacing)} />
      {isReplacing && <Replace integration={integration} onDone={() => setReplacing(false)} />}
    </li>
  );
}

function Health({ integration: { health, healthCheckedAt } }: { integration: Integration }) {
  if (!health || !healthCheckedAt) return <p className="text-xs text-muted">Not tested yet</p>;
  return (
    <Callout tone={health.ok ? "ok" : "danger"} role="status">
      {health.detail}{" "}
      <span className="text-xs">
        Tested <TimeAgo at={healthCheckedAt} />
      </span>
    </Callout>
  );
}

interface ActionsProps {
  integration: Integration;
  onReplace: () => void;
}

function Actions({ integration, onReplace }: ActionsProps) {
  const client = useQueryClient();
  const refresh = {
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["integrations"] }),
  };
  const test = useMutation({ mutationFn: () => testIntegration(integration.id), ...refresh });
  const change = useMutation({
    mutationFn: (body: UpdateIntegration) => updateIntegration(integration.id, body),
    ...refresh,
  });
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        aria-label={`Test ${integration.name}`}
        disabled={test.isPending}
        onClick={() => test.mutate()}
      >
        {test.isPending ? "Testing" : "Test"}
      </Button>
      <Button size="sm" onClick={onReplace}>
        {isFile(integration) ? "Choose another file" : "Replace credentials"}
      </Button>
      <Button
        size="sm"
        disabled={change.isPending}
        onClick={() => change.mutate({ enabled: !integration.enabled })}
      >
        {integration.enabled ? "Disable" : "Enable"}
      </Button>
      <Delete integration={integration} />
    </div>
  );
}

/** A file has no credentials. */
function isFile({ config }: Integration): boolean {
  return config.warehouse?.engine === "duckdb";
}

function Replace({ integration, onDone }: { integration: Integration; onDone: () => void }) {
  const client = useQueryClient();
  const [way, setWay] = useCredentialWay(integration.kind, integration.config.warehouse?.engine);
  const replace = useMutation({
    mutationFn: (form: HTMLFormElement) =>
      updateIntegration(integration.id, newConnection(way, new FormData(form))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["integrations"] });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    replace.mutate(event.currentTarget);
  };
  return (
    <form
      onSubmit={submit}
      className="flex flex-col gap-3"
      aria-label={`Credentials for ${integration.name}`}
    >
      <CredentialFields
        kind={integration.kind}
        way={way}
        onWay={setWay}
        apiUrl={integration.config.apiUrl ?? ""}
        settings={integration.config.warehouse}
      />
      <div>
        <Button type="submit" variant="primary" size="sm" disabled={replace.isPending}>
          {isFile(integration) ? "Save" : "Save credentials"}
        </Button>
      </div>
      {replace.error && (
        <Callout tone="danger" role="alert">
          {replace.error.message}
        </Callout>
      )}
    </form>
  );
}

/** Asks for confirmation, because the credentials are deleted too. */
function Delete({ integration }: { integration: Integration }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteIntegration(integration.id),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["integrations"] }),
  });
  return (
    <ConfirmedButton
      label="Delete"
      name={integration.name}
      confirm="Delete permanently"
      isPending={remove.isPending}
      onConfirm={() => remove.mutate()}
    />
  );
}
