"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { CredentialFields, useCredentialWay } from "@/components/integrations/credential-fields";
import { INTEGRATION_FORMS, newIntegration } from "@/components/integrations/integration-forms";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Input, Select } from "@/components/ui/field";
import { createIntegration } from "@/lib/integrations/query-options";
import { INTEGRATION_KINDS, INTEGRATION_NAMES, IntegrationKind } from "@/lib/integrations/schemas";

export function NewIntegration({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const [kind, setKind] = useState<IntegrationKind>("github");
  const [way, setWay] = useCredentialWay(kind);
  const create = useMutation({
    mutationFn: (form: HTMLFormElement) => createIntegration(newIntegration(kind, way, new FormData(form))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["integrations"] });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(event.currentTarget);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-b p-4" aria-label="New integration">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="System" hint={INTEGRATION_FORMS[kind].purpose}>
          {(attributes) => (
            <Select
              {...attributes}
              value={kind}
              onChange={(event) => setKind(IntegrationKind.parse(event.target.value))}
            >
              {INTEGRATION_KINDS.map((option) => (
                <option key={option} value={option}>
                  {INTEGRATION_NAMES[option]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Name">
          {(attributes) => (
            <Input {...attributes} name="name" placeholder="Data platform" required maxLength={80} />
          )}
        </Field>
      </div>
      <CredentialFields kind={kind} way={way} onWay={setWay} />
      <div>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          Connect
        </Button>
      </div>
      {create.error && (
        <Callout tone="danger" role="alert">
          {create.error.message}
        </Callout>
      )}
    </form>
  );
}
