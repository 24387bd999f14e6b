"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useCan } from "@/components/layout/me";
import { SaveStatus } from "@/components/settings/save-status";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { updateWorkspace, workspaceQuery } from "@/lib/workspaces/query-options";
import { MIN_RUNS_DAYS, RETENTION_DAYS, type Retention } from "@/lib/workspaces/schemas";

const PARTS: { key: keyof Retention; label: string; hint: string; min?: number }[] = [
  {
    key: "deliveriesDays",
    label: "Deliveries",
    hint: "The latest report of an open incident is always kept.",
  },
  { key: "duplicatesDays", label: "Duplicate deliveries", hint: "Stored without their body." },
  { key: "evidenceDays", label: "Evidence texts", hint: "Texts cited by a diagnosis are always kept." },
  { key: "workflowStepsDays", label: "Workflow steps", hint: "Counted from the end of the workflow." },
  {
    key: "runsDays",
    label: "Runs and attempts",
    hint: "The latest 100 runs of each pipeline, and the runs of incidents, are always kept.",
    min: MIN_RUNS_DAYS,
  },
];

/** Retention settings in days, editable by admins. */
export function RetentionCard() {
  const { data } = useQuery(workspaceQuery());
  const canEdit = useCan("workspace.update");
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (retention: Retention) => updateWorkspace({ retention }),
    onSuccess: (workspace) => client.setQueryData(workspaceQuery().queryKey, workspace),
  });
  if (!data) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const daysOf = (key: string) => {
      const text = String(form.get(key)).trim();
      return text === "" ? null : Number(text);
    };
    save.mutate(Object.fromEntries(PARTS.map(({ key }) => [key, daysOf(key)])) as Retention);
  };
  return (
    <Card aria-label="Data retention">
      <CardHeader title="Data retention" />
      <CardBody className="flex flex-col gap-3">
        <p className="text-sm text-muted">
          In days. Leave empty to keep forever. Incidents, diagnoses, fixes and timelines are always kept.
        </p>
        <form onSubmit={submit} className="flex flex-col gap-3">
          <div className="grid gap-3 sm:grid-cols-2">
            {PARTS.map(({ key, label, hint, min = RETENTION_DAYS.min }) => (
              <Field key={key} label={label} hint={hint}>
                {(attributes) => (
                  <Input
                    {...attributes}
                    name={key}
                    type="number"
                    min={min}
                    max={RETENTION_DAYS.max}
                    defaultValue={data.retention[key] ?? ""}
                    placeholder="forever"
                    disabled={!canEdit}
                  />
                )}
              </Field>
            ))}
          </div>
          {canEdit && (
            <Button type="submit" className="self-start" disabled={save.isPending}>
              Save
            </Button>
          )}
        </form>
        <SaveStatus save={save} saved="Saved. Older data will be deleted within a few hours." />
      </CardBody>
    </Card>
  );
}
