"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Input } from "@/components/ui/field";
import { changePassword } from "@/lib/workspaces/query-options";

const MIN_LENGTH = 10;

export function PasswordForm() {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    change.mutate(
      {
        currentPassword: String(data.get("currentPassword")),
        newPassword: String(data.get("newPassword")),
      },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3">
      <Field label="Current password">
        {(attributes) => (
          <Input
            {...attributes}
            name="currentPassword"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      <Field label="New password" hint={`at least ${MIN_LENGTH} characters`}>
        {(attributes) => (
          <Input
            {...attributes}
            name="newPassword"
            type="password"
            autoComplete="new-password"
            minLength={MIN_LENGTH}
            maxLength={200}
            required
          />
        )}
      </Field>
      {change.error && (
        <Callout tone="danger" role="alert">
          {change.error.message}
        </Callout>
      )}
      <div className="flex items-center gap-3 text-sm">
        <Button type="submit" disabled={change.isPending}>
          Change password
        </Button>
        {change.isSuccess && (
          <span role="status">Password changed{signedOut(change.data.revokedSessions)}</span>
        )}
      </div>
    </form>
  );
}

function signedOut(revokedSessions: number): string {
  if (revokedSessions === 0) return "";
  return revokedSessions === 1
    ? "; 1 other session was signed out"
    : `; ${revokedSessions} other sessions were signed out`;
}
