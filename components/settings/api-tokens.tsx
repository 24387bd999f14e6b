"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Input, Select } from "@/components/ui/field";
import { RelativeTime } from "@/components/ui/relative-time";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { apiTokensQuery } from "@/lib/workspaces/query-options";
import { CreatedApiToken, ROLES, type ApiToken } from "@/lib/workspaces/schemas";

const Revoked = z.object({ id: z.string() });

export function ApiTokens() {
  const client = useQueryClient();
  const { data } = useQuery(apiTokensQuery());
  const refresh = () => client.invalidateQueries({ queryKey: ["tokens"] });
  const create = useMutation({
    mutationFn: (body: unknown) => apiFetch("/api/tokens", CreatedApiToken, { method: "POST", body }),
    onSuccess: refresh,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => apiFetch(`/api/tokens/${id}`, Revoked, { method: "DELETE" }),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ name: form.get("name"), role: form.get("role") });
    event.currentTarget.reset();
  };
  return (
    <Card title="API tokens">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2 px-4 py-3">
        <Input
          name="name"
          aria-label="Token name"
          placeholder="What is it for?"
          className="w-44"
          required
          maxLength={80}
        />
        <Select name="role" aria-label="Role" className="w-32" defaultValue="responder">
          {ROLES.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </Select>
        <Button type="submit" disabled={create.isPending}>
          Create token
        </Button>
      </form>
      {(create.error ?? revoke.error) && (
        <p role="alert" className="px-4 pb-2 text-[13px] text-critical">
          {(create.error ?? revoke.error)?.message}
        </p>
      )}
      {create.data && (
        <p className="mx-4 mb-3 flex flex-wrap items-center gap-2 rounded-md border border-good/50 px-3 py-2 text-[13px]">
          Copy it now, it is shown once: <code className="font-mono break-all">{create.data.token}</code>
          <CopyButton text={create.data.token} label="Copy token" />
        </p>
      )}
      <ul className="divide-y border-t">
        {(data?.items ?? []).map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => revoke.mutate(token.id)} />
        ))}
      </ul>
    </Card>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 px-4 py-2 text-[13px]">
      <span>
        {token.name} <code className="font-mono text-xs text-muted">{token.preview}…</code>
      </span>
      <span className="flex items-center gap-3 text-xs text-muted">
        {token.role}
        <span>
          {token.lastUsedAt ? (
            <>
              used <RelativeTime at={token.lastUsedAt} />
            </>
          ) : (
            "never used"
          )}
        </span>
        {token.revokedAt ? (
          "revoked"
        ) : (
          <Button size="sm" variant="danger" onClick={onRevoke}>
            Revoke
          </Button>
        )}
      </span>
    </li>
  );
}
