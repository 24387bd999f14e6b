"use client";

import { useState } from "react";
import { INTEGRATION_FORMS, type CredentialWay } from "@/components/integrations/integration-forms";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { IntegrationKind } from "@/lib/integrations/schemas";

/** The selected credential type of an integration kind, and a setter by id. */
export function useCredentialWay(kind: IntegrationKind) {
  const { ways } = INTEGRATION_FORMS[kind];
  const [id, setId] = useState<string>(ways[0].id);
  // The kind may have changed to one without the selected type.
  return [ways.find((way) => way.id === id) ?? ways[0], setId] as const;
}

interface CredentialFieldsProps {
  kind: IntegrationKind;
  way: CredentialWay;
  onWay: (id: string) => void;
  /** The stored API URL; empty for the vendor's public one. */
  apiUrl?: string;
}

/** Fields for the API URL and the credentials. */
export function CredentialFields({ kind, way, onWay, apiUrl = "" }: CredentialFieldsProps) {
  const { ways, apiUrlHint } = INTEGRATION_FORMS[kind];
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Credentials">
          {(attributes) => (
            <Select {...attributes} value={way.id} onChange={(event) => onWay(event.target.value)}>
              {ways.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="API URL" hint={apiUrlHint}>
          {(attributes) => <Input {...attributes} name="apiUrl" type="url" defaultValue={apiUrl} />}
        </Field>
      </div>
      {way.fields.map(({ name, label, hint, isLong }) => (
        <Field key={name} label={label} hint={hint}>
          {(attributes) =>
            isLong ? (
              <Textarea {...attributes} name={name} required autoComplete="off" spellCheck={false} />
            ) : (
              <Input {...attributes} name={name} type="password" required autoComplete="new-password" />
            )
          }
        </Field>
      ))}
    </>
  );
}
