"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Value } from "@/components/setup/value";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { revealSecret, updateSource } from "@/lib/sources/query-options";

interface SecretRowProps {
  sourceId: string;
  /** Null while hidden. */
  secret: string | null;
  onChange: (secret: string | null) => void;
}

/** The signing secret, fetched only on request and never cached, and its replacement. */
export function SecretRow({ sourceId, secret, onChange }: SecretRowProps) {
  const [isReplacing, setReplacing] = useState(false);
  const reveal = useMutation({ mutationFn: () => revealSecret(sourceId), onSuccess: onChange, gcTime: 0 });
  const replace = (
    <Button size="sm" variant="ghost" onClick={() => setReplacing(true)}>
      Replace secret
    </Button>
  );
  if (isReplacing) {
    return <ReplaceSecret sourceId={sourceId} onSaved={onChange} onClose={() => setReplacing(false)} />;
  }
  if (secret) {
    return (
      <Value
        name="Secret"
        text={secret}
        aside={
          <>
            <Button size="sm" variant="ghost" onClick={() => onChange(null)}>
              Hide
            </Button>
            {replace}
          </>
        }
      />
    );
  }
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 text-sm">
      <span className="w-24 shrink-0 text-muted">Secret</span>
      <Button size="sm" disabled={reveal.isPending} onClick={() => reveal.mutate()}>
        Show secret
      </Button>
      {replace}
      {reveal.error && (
        <span role="alert" className="text-danger-ink">
          {reveal.error.message}
        </span>
      )}
    </div>
  );
}

interface ReplaceSecretProps {
  sourceId: string;
  onSaved: (secret: string) => void;
  onClose: () => void;
}

function ReplaceSecret({ sourceId, onSaved, onClose }: ReplaceSecretProps) {
  const save = useMutation({
    mutationFn: async (signingSecret: string) => {
      const body = signingSecret === "" ? { rotateSecret: true } : { signingSecret };
      return (await updateSource(sourceId, body)).secret ?? signingSecret;
    },
    onSuccess: (secret) => {
      onSaved(secret);
      onClose();
    },
    gcTime: 0,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("signingSecret");
    save.mutate(typeof entered === "string" ? entered.trim() : "");
  };
  return (
    <form onSubmit={submit} aria-label="Replace secret" className="flex max-w-prose flex-col gap-2 py-1">
      <Field
        label="New secret"
        hint="such as the one that dbt Cloud made; empty creates one. The old secret stays valid for a day."
      >
        {(attributes) => (
          <Input {...attributes} name="signingSecret" type="password" autoComplete="off" maxLength={500} />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <Button type="submit" size="sm" variant="primary" disabled={save.isPending}>
          Replace secret
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        {save.error && (
          <span role="alert" className="text-danger-ink">
            {save.error.message}
          </span>
        )}
      </div>
    </form>
  );
}
