"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field, Input, Select } from "@/components/ui/field";
import { SourceKind } from "@/lib/sources/schemas";
import { createSource, sourceKindsQuery } from "@/lib/sources/query-options";

export function NewSource({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const { data } = useQuery(sourceKindsQuery());
  const kinds = data?.items.filter((kind) => kind.isUnderstood) ?? [];
  const create = useMutation({
    mutationFn: createSource,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["sources"] });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    create.mutate({ kind: SourceKind.parse(data.get("kind")), name: String(data.get("name")).trim() });
  };
  return (
    <Card aria-label="New source">
      <CardHeader title="New source" />
      <CardBody>
        <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
          <Field label="Kind" className="w-40">
            {(attributes) => (
              <Select {...attributes} name="kind">
                {kinds.map(({ kind, name }) => (
                  <option key={kind} value={kind}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Name" className="w-64">
            {(attributes) => (
              <Input
                {...attributes}
                name="name"
                placeholder="orders-airflow"
                required
                maxLength={80}
                autoFocus
              />
            )}
          </Field>
          <Button type="submit" variant="primary" className="h-9" disabled={create.isPending}>
            Create
          </Button>
        </form>
        {create.error && (
          <Callout tone="danger" role="alert" className="mt-3">
            {create.error.message}
          </Callout>
        )}
      </CardBody>
    </Card>
  );
}
