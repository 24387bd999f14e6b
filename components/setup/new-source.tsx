"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { Source } from "@/lib/sources/schemas";

const KINDS = ["airflow", "prefect", "generic", "openlineage"] as const;

export function NewSource({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (body: unknown) => apiFetch("/api/sources", Source, { method: "POST", body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["sources"] });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    create.mutate({ kind: data.get("kind"), name: data.get("name") });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-3 rounded-lg border bg-panel p-4">
      <Field label="Kind">
        <Select name="kind">
          {KINDS.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </Select>
      </Field>
      <Field label="Name">
        <Input name="name" required maxLength={80} />
      </Field>
      <Button type="submit" variant="primary" disabled={create.isPending}>
        Create
      </Button>
      {create.error && (
        <span role="alert" className="text-[13px] text-critical">
          {create.error.message}
        </span>
      )}
    </form>
  );
}
