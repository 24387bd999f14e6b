"use client";

import { useState } from "react";
import { z } from "zod";
import { Value } from "@/components/setup/value";
import { Button } from "@/components/ui/button";
import { apiFetch } from "@/lib/platform/http/api-fetch";

const Secret = z.object({ secret: z.string() });

/** The signing secret, fetched only when asked for. */
export function SecretRow({ sourceId }: { sourceId: string }) {
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  if (secret) return <Value name="Secret" text={secret} />;
  const reveal = async () => {
    try {
      setSecret((await apiFetch(`/api/sources/${sourceId}/secret`, Secret)).secret);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "The secret could not be read.");
    }
  };
  return (
    <p className="flex items-center gap-3 text-[13px]">
      <span className="w-24 shrink-0 text-muted">Secret</span>
      <Button size="sm" onClick={() => void reveal()}>
        Show secret
      </Button>
      {error && <span className="text-critical">{error}</span>}
    </p>
  );
}
