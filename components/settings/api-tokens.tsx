"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { z } from "zod";
import { TokenRow } from "@/components/settings/token-row";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Field, Input, Select } from "@/components/ui/field";
import { apiTokensQuery, createToken } from "@/lib/workspaces/query-options";
import { Role, ROLES, type TokenScope } from "@/lib/workspaces/schemas";

const DAY_MS = 24 * 3_600_000;
const LIFETIMES = { "": "Never", "30": "In 30 days", "90": "In 90 days", "365": "In a year" } as const;

/** Common purposes of tokens; the API accepts any set of scopes. */
const PURPOSES = {
  everything: { label: "Full access", scopes: undefined },
  read: { label: "Read only", scopes: ["read"] },
  triage: { label: "Triage", scopes: ["read", "triage"] },
  ingest: { label: "Error ingestion", scopes: ["ingest"] },
  debug: { label: "Debug telemetry", scopes: ["debug"] },
} satisfies Record<string, { label: string; scopes: TokenScope[] | undefined }>;
const Purpose = z.enum(["everything", "read", "triage", "ingest", "debug"]);

export function ApiTokens() {
  const { data } = useQuery(apiTokensQuery());
  const tokens = data?.items ?? [];
  const live = tokens.filter((token) => !token.revokedAt);
  const revoked = tokens.filter((token) => token.revokedAt);
  return (
    <Card aria-label="API tokens">
      <CardHeader title="API tokens" />
      <CreateForm />
      <ul className="divide-y border-t">
        {live.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
      {revoked.length > 0 && (
        <details className="border-t">
          <summary className="px-4 py-2 text-sm text-muted">{revoked.length} revoked</summary>
          <ul className="divide-y border-t">
            {revoked.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

function CreateForm() {
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: createToken,
    // The response contains the token; drop it once it is no longer shown.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: ["tokens"] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const days = Number(data.get("days"));
    create.mutate(
      {
        name: String(data.get("name")).trim(),
        role: Role.parse(data.get("role")),
        scopes: PURPOSES[Purpose.parse(data.get("purpose"))].scopes,
        expiresAt: days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
      },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <div className="flex flex-col gap-3 p-4">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <Field label="Token name" className="min-w-40 flex-1">
          {(attributes) => (
            <Input {...attributes} name="name" placeholder="Deploy script" required maxLength={80} />
          )}
        </Field>
        <Field label="Role" className="w-32">
          {(attributes) => (
            <Select {...attributes} name="role" defaultValue="responder">
              {ROLES.map((role) => (
                <option key={role}>{role}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Access" className="w-36">
          {(attributes) => (
            <Select {...attributes} name="purpose" defaultValue="everything">
              {Purpose.options.map((purpose) => (
                <option key={purpose} value={purpose}>
                  {PURPOSES[purpose].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Expires" className="w-32">
          {(attributes) => (
            <Select {...attributes} name="days" defaultValue="90">
              {Object.entries(LIFETIMES).map(([days, label]) => (
                <option key={days} value={days}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" className="h-9" disabled={create.isPending}>
          Create token
        </Button>
      </form>
      {create.error && (
        <Callout tone="danger" role="alert">
          {create.error.message}
        </Callout>
      )}
      {create.data && (
        <Callout tone="ok" role="status" className="flex flex-wrap items-center gap-2">
          <span className="w-full">Copy the token now. It will not be shown again.</span>
          <code className="min-w-0 flex-1 anywhere">{create.data.token}</code>
          <CopyButton text={create.data.token} label="Copy token" />
        </Callout>
      )}
    </div>
  );
}
