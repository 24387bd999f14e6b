"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { useCan } from "@/components/layout/me";
import { RuleFields, ScopeFields } from "@/components/noise/policy-fields";
import {
  FORM_KINDS,
  formKindOf,
  policyFromForm,
  SILENCING_KINDS,
  type FormKind,
} from "@/components/noise/policy-form-values";
import { PreviewResult } from "@/components/noise/preview-result";
import { KIND_PURPOSE } from "@/components/noise/policy-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Select } from "@/components/ui/field";
import {
  createNoisePolicy,
  previewNoisePolicy,
  updateNoisePolicy,
} from "@/lib/incidents/noise/query-options";
import type { CreateNoisePolicy, NoisePolicy } from "@/lib/incidents/noise/schemas";

/** Creates a policy, or changes one; with a preview of what it would have suppressed. */
export function PolicyForm({ policy, onDone }: { policy: NoisePolicy | null; onDone: () => void }) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [kind, setKind] = useState<FormKind>(policy ? formKindOf(policy) : "mute");
  const read = (unnamed?: string) => policyFromForm(kind, new FormData(form.current ?? undefined), unnamed);
  const save = useMutation({
    mutationFn: async () => saved(policy, read()),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["noise-policies"] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]);
      onDone();
    },
  });
  const preview = useMutation({ mutationFn: async () => previewNoisePolicy(read("New policy")) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const error = save.error ?? preview.error;
  return (
    <form
      ref={form}
      onSubmit={submit}
      onChange={() => preview.reset()}
      className="flex flex-col gap-3 p-4"
      aria-label={policy ? `Change ${policy.name}` : "New noise policy"}
    >
      {!policy && <KindField kind={kind} onKind={setKind} />}
      <ScopeFields policy={policy} />
      <RuleFields key={kind} kind={kind} policy={policy} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {policy ? "Save" : "Add policy"}
        </Button>
        <Button disabled={preview.isPending} onClick={() => preview.mutate()}>
          {preview.isPending ? "Looking" : "Preview"}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {error && (
        <Callout tone="danger" role="alert">
          {error.message}
        </Callout>
      )}
      {preview.data && <PreviewResult preview={preview.data} />}
    </form>
  );
}

function KindField({ kind, onKind }: { kind: FormKind; onKind: (kind: FormKind) => void }) {
  const isAdmin = useCan("noise-policy.manage");
  const kinds = Object.entries(FORM_KINDS) as [FormKind, string][];
  return (
    <Field label="Suppress" hint={KIND_PURPOSE[kind === "maintenance_once" ? "maintenance" : kind]}>
      {(attributes) => (
        <Select {...attributes} value={kind} onChange={(event) => onKind(event.target.value as FormKind)}>
          {kinds
            .filter(([value]) => isAdmin || SILENCING_KINDS.includes(value))
            .map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}

function saved(policy: NoisePolicy | null, written: CreateNoisePolicy): Promise<NoisePolicy> {
  if (!policy) return createNoisePolicy(written);
  const { kind, appliesToOpen: _, rule, ...scope } = written;
  return updateNoisePolicy(policy.id, { ...scope, ...(kind === "mute" ? {} : { rule }) });
}
