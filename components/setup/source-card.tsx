"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { z } from "zod";
import { ConnectionForm } from "@/components/setup/connection-form";
import { SecretRow } from "@/components/setup/secret-row";
import { Value } from "@/components/setup/value";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { apiFetch } from "@/lib/platform/http/api-fetch";
import { snippetsQuery } from "@/lib/sources/query-options";
import { SourceTest, type Source } from "@/lib/sources/schemas";

const Sent = z.object({ incidentId: z.string().nullable() });

export function SourceCard({
  source,
  canEdit,
  canAct,
  isOpen,
}: {
  source: Source;
  canEdit: boolean;
  canAct: boolean;
  isOpen: boolean;
}) {
  return (
    <details open={isOpen} className="rounded-lg border bg-panel">
      <summary className="flex flex-wrap items-baseline gap-x-4 px-4 py-3">
        <h2 className="text-sm font-semibold">{source.name}</h2>
        <span className="text-xs text-muted">{source.kind}</span>
        <span className="text-xs text-muted">
          {source.lastDeliveryAt ? (
            <>
              last delivery <RelativeTime at={source.lastDeliveryAt} />
            </>
          ) : (
            "nothing received yet"
          )}
        </span>
        {source.health && (
          <span className={source.health.ok ? "text-xs text-good" : "text-xs text-critical"}>
            {source.health.ok ? "connected" : "connection failed"}
          </span>
        )}
      </summary>
      <div className="space-y-5 border-t px-4 py-4">
        <div className="space-y-2">
          <Value name="Webhook URL" text={source.webhookUrl} />
          {canEdit && <SecretRow sourceId={source.id} />}
          {canAct && <TestFailure source={source} />}
        </div>
        <Snippets source={source} />
        {canEdit && <ConnectionForm source={source} />}
        {canAct && <ConnectionTest source={source} />}
      </div>
    </details>
  );
}

function TestFailure({ source }: { source: Source }) {
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => apiFetch(`/api/sources/${source.id}/test-failure`, Sent, { method: "POST", body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["incidents"] }),
  });
  return (
    <p className="flex flex-wrap items-center gap-3 text-[13px]">
      <Button size="sm" disabled={send.isPending} onClick={() => send.mutate()}>
        Send a test failure
      </Button>
      {send.error && <span className="text-critical">{send.error.message}</span>}
      {send.data?.incidentId && (
        <Link className="text-accent underline" href={`/incidents/${send.data.incidentId}`}>
          Open the incident
        </Link>
      )}
    </p>
  );
}

function Snippets({ source }: { source: Source }) {
  const { data } = useQuery(snippetsQuery(source.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const items = data?.items ?? [];
  const active = items.find((one) => one.id === chosen) ?? items[0];
  if (!active) return null;
  return (
    <section aria-label="What to paste" className="rounded-md border">
      <div role="tablist" aria-label="Snippets" className="flex gap-1 overflow-x-auto border-b px-2">
        {items.map((one) => (
          <button
            key={one.id}
            type="button"
            role="tab"
            aria-selected={one === active}
            className={`shrink-0 border-b-2 px-2.5 py-2 text-[13px] ${one === active ? "border-accent font-medium" : "border-transparent text-muted hover:text-ink"}`}
            onClick={() => setChosen(one.id)}
          >
            {one.title}
          </button>
        ))}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2 text-[13px] text-muted">
        <span className="min-w-0 flex-1">
          {active.filename && <code className="mr-2 font-mono">{active.filename}</code>}
          {active.description}
        </span>
        <CopyButton text={active.text} label={`Copy ${active.title}`} />
      </div>
      <pre className="max-h-80 overflow-auto border-t bg-sunken p-3 font-mono text-[12.5px] leading-5">
        {active.text}
      </pre>
    </section>
  );
}

function ConnectionTest({ source }: { source: Source }) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => apiFetch(`/api/sources/${source.id}/test`, SourceTest, { method: "POST", body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sources"] }),
  });
  const result = test.data ?? source.health;
  return (
    <p className="flex flex-wrap items-center gap-3 text-[13px]">
      <Button size="sm" disabled={test.isPending} onClick={() => test.mutate()}>
        Test connection
      </Button>
      {test.error && <span className="text-critical">{test.error.message}</span>}
      {result && <span className={result.ok ? "text-good" : "text-critical"}>{result.detail}</span>}
    </p>
  );
}
