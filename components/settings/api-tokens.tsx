"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useMe } from "@/components/layout/me";
import { purposeOf, tokenPurposes, type TokenPurpose } from "@/components/settings/token-purposes";
import { TokenRow } from "@/components/settings/token-row";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Field, Input, Select } from "@/components/ui/field";
import { canManageTokensOf } from "@/lib/platform/auth/permissions";
import { apiTokensQuery, createToken } from "@/lib/workspaces/query-options";
import { Role, ROLES } from "@/lib/workspaces/schemas";

const DAY_MS = 24 * 3_600_000;
const LIFETIMES = { "": "Never", "30": "In 30 days", "90": "In 90 days", "365": "In a year" } as const;

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
  const [role, setRole] = useState<Role>("responder");
  const [purposeId, setPurposeId] = useState<TokenPurpose["id"]>("everything");
  const purpose = purposeOf(role, purposeId);
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
        role,
        scopes: purpose.scopes,
        expiresAt: days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
      },
      {
        onSuccess: () => {
          form.reset();
          setRole("responder");
          setPurposeId("everything");
        },
      },
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
        <RoleAndAccess role={role} purpose={purpose} onRole={setRole} onPurpose={setPurposeId} />
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

interface RoleAndAccessProps {
  role: Role;
  purpose: TokenPurpose;
  onRole: (role: Role) => void;
  onPurpose: (id: TokenPurpose["id"]) => void;
}

function RoleAndAccess({ role, purpose, onRole, onPurpose }: RoleAndAccessProps) {
  const purposes = tokenPurposes(role);
  const me = useMe();
  return (
    <>
      <Field label="Role" className="w-32">
        {(attributes) => (
          <Select
            {...attributes}
            name="role"
            value={role}
            onChange={(event) => onRole(Role.parse(event.target.value))}
          >
            {ROLES.filter((option) => canManageTokensOf(me.role, option)).map((option) => (
              <option key={option}>{option}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Access" className="w-36">
        {(attributes) => (
          <Select
            {...attributes}
            name="purpose"
            value={purpose.id}
            onChange={(event) => {
              const chosen = purposes.find(({ id }) => id === event.target.value);
              if (chosen) onPurpose(chosen.id);
            }}
          >
            {purposes.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
