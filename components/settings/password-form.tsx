"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { z } from "zod";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { apiFetch } from "@/lib/platform/http/api-fetch";

const Changed = z.object({ changed: z.literal(true) });

export function PasswordForm() {
  const change = useMutation({
    mutationFn: (body: unknown) => apiFetch("/api/me/password", Changed, { method: "POST", body }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    change.mutate(
      { currentPassword: data.get("currentPassword"), newPassword: data.get("newPassword") },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <form onSubmit={submit} className="space-y-3 px-4 py-3">
      <Field label="Current password">
        <Input name="currentPassword" type="password" autoComplete="current-password" required />
      </Field>
      <Field label="New password" hint="at least 10 characters">
        <Input name="newPassword" type="password" autoComplete="new-password" minLength={10} required />
      </Field>
      <p className="flex items-center gap-3 text-[13px]">
        <Button type="submit" disabled={change.isPending}>
          Change password
        </Button>
        {change.error && (
          <span role="alert" className="text-critical">
            {change.error.message}
          </span>
        )}
        {change.isSuccess && <span className="text-good">Changed</span>}
      </p>
    </form>
  );
}
