"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { connectionOf } from "@/components/setup/connection-values";
import { codeFolderLabel } from "@/components/setup/source-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Input, Select } from "@/components/ui/field";
import { updateSource } from "@/lib/sources/query-options";
import type { Source } from "@/lib/sources/schemas";

/** The orchestrator's API and the repository behind its pipelines. */
export function ConnectionForm({ source }: { source: Source }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (form: HTMLFormElement) => updateSource(source.id, connectionOf(new FormData(form))),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(event.currentTarget);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" aria-label={`Connection of ${source.name}`}>
      {(source.kind === "airflow" || source.kind === "prefect") && <ApiFields source={source} />}
      <RepositoryFields source={source} />
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          Save connection
        </Button>
        {save.isSuccess && (
          <span role="status">
            {save.data.credentialsCleared
              ? "Saved. The stored credentials were for the previous address and are removed: enter them again."
              : "Saved"}
          </span>
        )}
        {save.error && (
          <Callout tone="danger" role="alert">
            {save.error.message}
          </Callout>
        )}
      </div>
    </form>
  );
}

function ApiFields({ source }: { source: Source }) {
  const isPrefect = source.kind === "prefect";
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field
        label="API address"
        hint={isPrefect ? "such as http://prefect:4200/api" : "such as http://airflow:8080"}
      >
        {(attributes) => (
          <Input {...attributes} name="apiBaseUrl" type="url" defaultValue={source.apiBaseUrl ?? ""} />
        )}
      </Field>
      <Field
        label="User"
        hint={source.hasCredentials ? "stored; fill in to replace" : "leave empty for a token"}
      >
        {(attributes) => <Input {...attributes} name="username" autoComplete="off" />}
      </Field>
      <Field label="Password or token" hint={source.hasCredentials ? "stored, never shown" : undefined}>
        {(attributes) => (
          <Input {...attributes} name="password" type="password" autoComplete="new-password" />
        )}
      </Field>
      {source.hasCredentials && (
        <label className="flex items-center gap-2 text-sm sm:col-span-3">
          <input type="checkbox" name="forgetCredentials" className="size-4 accent-accent" /> Forget the
          stored credentials
        </label>
      )}
    </div>
  );
}

function RepositoryFields({ source }: { source: Source }) {
  const { repository } = source;
  const [kind, setKind] = useState(repository?.kind ?? "local");
  const place = repository?.kind === "github" ? `${repository.owner}/${repository.repo}` : repository?.path;
  return (
    <div className="grid gap-3 sm:grid-cols-[150px_minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <Field label="Repository">
        {(attributes) => (
          <Select
            {...attributes}
            name="repositoryKind"
            value={kind}
            onChange={(event) => setKind(event.target.value === "github" ? "github" : "local")}
          >
            <option value="local">Local folder</option>
            <option value="github">GitHub</option>
          </Select>
        )}
      </Field>
      <Field
        label={kind === "github" ? "Owner and name" : "Path"}
        hint={kind === "github" ? "such as acme/pipelines" : "a git repository on the server"}
      >
        {(attributes) => (
          <Input
            {...attributes}
            key={kind}
            name="repository"
            defaultValue={kind === (repository?.kind ?? "local") ? (place ?? "") : ""}
            pattern={kind === "github" ? "(https://github\\.com/)?[^/\\s]+/[^/\\s]+" : undefined}
          />
        )}
      </Field>
      <Field label={codeFolderLabel(source.kind)} hint="inside the repository">
        {(attributes) => <Input {...attributes} name="dagsFolder" defaultValue={source.dagsFolder ?? ""} />}
      </Field>
      <Field label="Environment" hint="production raises severity">
        {(attributes) => (
          <Input {...attributes} name="environment" defaultValue={source.environment ?? ""} maxLength={80} />
        )}
      </Field>
    </div>
  );
}
