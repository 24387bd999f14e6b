"use client";

import { useState } from "react";
import {
  INTEGRATION_FORMS,
  type CredentialField,
  type CredentialWay,
} from "@/components/integrations/integration-forms";
import { Callout } from "@/components/ui/callout";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { IntegrationKind } from "@/lib/integrations/schemas";
import type { WarehouseSettings } from "@/lib/integrations/warehouses/schemas";

/** The selected credential type of an integration kind, at first `initial` or the first one, and a setter by id. */
export function useCredentialWay(kind: IntegrationKind, initial?: string) {
  const { ways } = INTEGRATION_FORMS[kind];
  const [id, setId] = useState<string>(initial ?? ways[0].id);
  // The kind may have changed to one without the selected type.
  return [ways.find((way) => way.id === id) ?? ways[0], setId] as const;
}

interface CredentialFieldsProps {
  kind: IntegrationKind;
  way: CredentialWay;
  onWay: (id: string) => void;
  /** The stored API URL; empty for the vendor's public one. */
  apiUrl?: string;
  /** The stored settings of a warehouse. */
  settings?: WarehouseSettings | null;
}

/** Fields for the API URL, the settings and the credentials. */
export function CredentialFields({ kind, way, onWay, apiUrl = "", settings = null }: CredentialFieldsProps) {
  const { ways, waysLabel, apiUrlHint } = INTEGRATION_FORMS[kind];
  const hasApiUrl = way.engine === undefined || way.engine === "snowflake" || way.engine === "bigquery";
  const stored: Record<string, unknown> = settings?.engine === way.engine ? { ...settings } : {};
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={waysLabel}>
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
        {hasApiUrl && (
          <Field label="API URL" hint={apiUrlHint}>
            {(attributes) => <Input {...attributes} name="apiUrl" type="url" defaultValue={apiUrl} />}
          </Field>
        )}
        {way.fields
          .filter((field) => field.isSetting)
          .map((field) => (
            <Setting key={`${way.id}.${field.name}`} field={field} value={stored[field.name]} />
          ))}
      </div>
      {way.note && <Callout tone="warn">{way.note}</Callout>}
      {way.fields
        .filter((field) => !field.isSetting)
        .map(({ name, label, hint, isLong }) => (
          <Field key={`${way.id}.${name}`} label={label} hint={hint}>
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

function Setting({ field, value }: { field: CredentialField; value: unknown }) {
  const { name, label, hint, options, isOptional } = field;
  const initial = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return (
    <Field label={label} hint={hint ?? (isOptional ? "optional" : undefined)}>
      {(attributes) =>
        options ? (
          <Select {...attributes} name={name} defaultValue={initial || options[0]?.value}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...attributes}
            name={name}
            required={!isOptional}
            defaultValue={initial}
            maxLength={1_000}
          />
        )
      }
    </Field>
  );
}
