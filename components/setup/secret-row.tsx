"use client";

import { useMutation } from "@tanstack/react-query";
import { Value } from "@/components/setup/value";
import { Button } from "@/components/ui/button";
import { revealSecret } from "@/lib/sources/query-options";

interface SecretRowProps {
  sourceId: string;
  /** Null while hidden. */
  secret: string | null;
  onChange: (secret: string | null) => void;
}

/** The signing secret, fetched only on request and never cached. */
export function SecretRow({ sourceId, secret, onChange }: SecretRowProps) {
  const reveal = useMutation({ mutationFn: () => revealSecret(sourceId), onSuccess: onChange, gcTime: 0 });
  if (secret) {
    return (
      <Value
        name="Secret"
        text={secret}
        aside={
          <Button size="sm" variant="ghost" onClick={() => onChange(null)}>
            Hide
          </Button>
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
      {reveal.error && (
        <span role="alert" className="text-danger-ink">
          {reveal.error.message}
        </span>
      )}
    </div>
  );
}
