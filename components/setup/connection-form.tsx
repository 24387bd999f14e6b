"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { readConnection } from "@/components/setup/connection-values";
import { useSourceKind } from "@/components/setup/use-source-kind";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Input, Select } from "@/components/ui/field";
import { updateSource } from "@/lib/sources/query-options";
import type { Source, SourceKindView } from "@/lib/sources/schemas";

/** The orchestrator's API and the repository behind its pipelines. */
export function ConnectionForm({ source }: { source: Source }) {
  const client = useQueryClient();
  const kind = useSourceKind(source.kind);
  const save = useMutation({
    mutationFn: (form: HTMLFormElement) => updateSource(source.id, readConnection(new FormData(form))),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(event.currentTarget);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" aria-label={`Connection for ${source.name}`}>
      {kind?.api && <ApiFields source={source} api={kind.api} />}
      <RepositoryFields source={source} codeFolderLabel={kind?.codeFolderLabel ?? "Code folder"} />
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          Save connection
        </Button>
        {save.isSuccess && (
          <span role="status">
            {save.data.credentialsCleared
              ? "Saved. The API URL changed, so the stored credentials were deleted. Enter them again."
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

interface ApiFieldsProps {
  source: Source;
  api: NonNullable<SourceKindView["api"]>;
}

export function ApiFields({ source, api }: ApiFieldsProps) {
  const hasLogin = api.credentials === "login";
  if (api.credentials === "integration") {
    return (
      <p className="max-w-prose text-sm text-muted">
        {api.hint}{" "}
        <Link href="/settings" className="text-accent underline">
          Open Settings
        </Link>
      </p>
    );
  }
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <p className="max-w-prose text-sm text-muted sm:col-span-3">{api.hint}</p>
      <Field label="API URL" hint={`such as ${api.addressExample}`}>
        {(attributes) => (
          <Input {...attributes} name="apiBaseUrl" type="url" defaultValue={source.apiBaseUrl ?? ""} />
        )}
      </Field>
      {hasLogin && (
        <Field
          label="User"
          hint={source.hasCredentials ? "stored; enter to replace" : "leave empty for a token"}
        >
          {(attributes) => <Input {...attributes} name="username" autoComplete="off" />}
        </Field>
      )}
      <Field
        label={hasLogin ? "Password or token" : "Token"}
        hint={source.hasCredentials ? "stored, never shown" : undefined}
      >
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

interface RepositoryFieldsProps {
  source: Source;
  codeFolderLabel: string;
}

function RepositoryFields({ source, codeFolderLabel }: RepositoryFieldsProps) {
  const { repository } = source;
  const [repositoryKind, setRepositoryKind] = useState(repository?.kind ?? "local");
  const isGitHub = repositoryKind === "github";
  const location =
    repository?.kind === "github" ? `${repository.owner}/${repository.repo}` : repository?.path;
  return (
    <div className="grid gap-3 sm:grid-cols-[150px_minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <Field label="Repository">
        {(attributes) => (
          <Select
            {...attributes}
            name="repositoryKind"
            value={repositoryKind}
            onChange={(event) => setRepositoryKind(event.target.value === "github" ? "github" : "local")}
          >
            <option value="local">Local folder</option>
            <option value="github">GitHub</option>
          </Select>
        )}
      </Field>
      <Field
        label={isGitHub ? "Owner and name" : "Path"}
        hint={isGitHub ? "such as acme/pipelines" : "a git repository on the server"}
      >
        {(attributes) => (
          <Input
            {...attributes}
            key={repositoryKind}
            name="repository"
            defaultValue={repositoryKind === (repository?.kind ?? "local") ? (location ?? "") : ""}
            pattern={isGitHub ? "(https://github\\.com/)?[^/\\s]+/[^/\\s]+" : undefined}
          />
        )}
      </Field>
      <Field label={codeFolderLabel} hint="inside the repository">
        {(attributes) => <Input {...attributes} name="dagsFolder" defaultValue={source.dagsFolder ?? ""} />}
      </Field>
      <Field label="Environment" hint="production raises the severity">
        {(attributes) => (
          <Input {...attributes} name="environment" defaultValue={source.environment ?? ""} maxLength={80} />
        )}
      </Field>
      {isGitHub && (
        <Field
          className="sm:col-span-2"
          label="Pull request labels"
          hint="separated by commas; missing ones are created"
        >
          {(attributes) => (
            <Input
              {...attributes}
              name="pullRequestLabels"
              defaultValue={source.pullRequestLabels.join(", ")}
              maxLength={500}
            />
          )}
        </Field>
      )}
    </div>
  );
}
