"use client";

import { useState } from "react";
import { INTEGRATION_FORMS, type CredentialWay } from "@/components/integrations/integration-forms";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { IntegrationKind } from "@/lib/integrations/schemas";

/** The way that is chosen among those of a kind. */
export function useCredentialWay(kind: IntegrationKind) {
  const { ways } = INTEGRATION_FORMS[kind];
  const [id, setId] = useState<string>(ways[0].id);
  // Another kind may not have the way that was chosen before.
  return [ways.find((way) => way.id === id) ?? ways[0], setId] as const;
}

interface CredentialFieldsProps {
  kind: IntegrationKind;
  way: CredentialWay;
  onWay: (id: string) => void;
  /** The address that is stored; empty for the vendor's public one. */
  apiUrl?: string;
}

/** How the system is reached: its address where it is a special one, and what proves who calls. */
export function CredentialFields({ kind, way, onWay, apiUrl = "" }: CredentialFieldsProps) {
  const { ways, addressHint } = INTEGRATION_FORMS[kind];
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
        <Field label="API address" hint={addressHint}>
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
