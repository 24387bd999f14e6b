"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { connectionOf } from "@/components/setup/connection-values";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { Source } from "@/lib/sources/schemas";

/** The orchestrator's API and the repository behind its pipelines. Empty credentials leave the stored ones as they are. */
export function ConnectionForm({ source }: { source: Source }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: unknown) => apiFetch(`/api/sources/${source.id}`, Source, { method: "PATCH", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(connectionOf(new FormData(event.currentTarget)));
  };
  const { repository } = source;
  const github = repository?.kind === "github" ? `${repository.owner}/${repository.repo}` : "";
  const isOrchestrator = source.kind === "airflow" || source.kind === "prefect";
  return (
    <form onSubmit={submit} className="space-y-3" aria-label={`Connection of ${source.name}`}>
      <h3 className="text-[13px] font-semibold">Connection</h3>
      {isOrchestrator && (
        <div className="grid gap-3 sm:grid-cols-3">
          <Field
            label="API address"
            hint={source.kind === "prefect" ? "http://prefect:4200/api" : "http://airflow:8080"}
          >
            <Input name="apiBaseUrl" type="url" defaultValue={source.apiBaseUrl ?? ""} />
          </Field>
          <Field
            label="User"
            hint={source.hasCredentials ? "stored; fill in to replace" : "empty for an API token"}
          >
            <Input name="username" autoComplete="off" />
          </Field>
          <Field label="Password or token">
            <Input name="password" type="password" autoComplete="new-password" />
          </Field>
        </div>
      )}
      <div className="grid gap-3 sm:grid-cols-4">
        <Field label="Local repository" hint="a path on this machine">
          <Input name="localPath" defaultValue={repository?.kind === "local" ? repository.path : ""} />
        </Field>
        <Field label="or GitHub repository" hint="owner/name">
          <Input name="github" defaultValue={github} pattern="[^/\s]+/[^/\s]+" />
        </Field>
        <Field label="DAGs folder" hint="inside the repository">
          <Input name="dagsFolder" defaultValue={source.dagsFolder ?? ""} />
        </Field>
        <Field label="Environment" hint="production raises severity">
          <Input name="environment" defaultValue={source.environment ?? ""} />
        </Field>
      </div>
      <p className="flex flex-wrap items-center gap-3 text-[13px]">
        <Button type="submit" disabled={save.isPending}>
          Save connection
        </Button>
        {save.error && (
          <span role="alert" className="text-critical">
            {save.error.message}
          </span>
        )}
        {save.isSuccess && <span className="text-good">Saved</span>}
      </p>
    </form>
  );
}
