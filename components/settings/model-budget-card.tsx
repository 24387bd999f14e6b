"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useCan, useMe } from "@/components/layout/me";
import { SaveStatus } from "@/components/settings/save-status";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { count } from "@/components/ui/words";
import { usageQuery } from "@/lib/model/query-options";
import { dollars } from "@/lib/platform/dollars";
import { updateWorkspace, workspaceQuery } from "@/lib/workspaces/query-options";

/** What Claude has cost this month, and the limit, editable by admins. Absent without Claude. */
export function ModelBudgetCard() {
  const { connected } = useMe();
  const { data: workspace } = useQuery(workspaceQuery());
  const { data: usage } = useQuery({ ...usageQuery(), enabled: connected.claude });
  const canEdit = useCan("workspace.update");
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (modelUsdPerMonth: number | null) => updateWorkspace({ modelUsdPerMonth }),
    onSuccess: (saved) => {
      client.setQueryData(workspaceQuery().queryKey, saved);
      return client.invalidateQueries({ queryKey: usageQuery().queryKey });
    },
  });
  if (!connected.claude || !workspace) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("limit")).trim();
    save.mutate(text === "" ? null : Number(text));
  };
  return (
    <Card aria-label="Claude budget">
      <CardHeader title="Claude budget" />
      <CardBody className="flex flex-col gap-3">
        {usage && (
          <p className="tnum text-sm">
            {dollars(usage.model.costUsd)}
            {usage.model.limitUsd !== null && ` of ${dollars(usage.model.limitUsd)}`} spent this month in{" "}
            {count(usage.model.calls, "call")}
            {usage.model.limitUsd === null && "; there is no limit"}.
          </p>
        )}
        <form onSubmit={submit} className="flex flex-col gap-3">
          <Field
            label="Limit in dollars per calendar month (UTC)"
            hint="Leave empty to use the installation’s limit. Once it is reached, the built-in engine diagnoses alone, and each diagnosis says so."
          >
            {(attributes) => (
              <Input
                {...attributes}
                name="limit"
                type="number"
                min={0}
                max={1_000_000}
                step="0.01"
                defaultValue={workspace.modelUsdPerMonth ?? ""}
                placeholder="Installation’s limit"
                disabled={!canEdit}
              />
            )}
          </Field>
          {canEdit && (
            <Button type="submit" className="self-start" disabled={save.isPending}>
              Save
            </Button>
          )}
        </form>
        <SaveStatus save={save} saved="Saved. It applies to the next call." />
      </CardBody>
    </Card>
  );
}
