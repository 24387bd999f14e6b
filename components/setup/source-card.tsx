"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/components/layout/me";
import { ConnectionForm } from "@/components/setup/connection-form";
import { ConnectionTest } from "@/components/setup/connection-test";
import { Reconciler } from "@/components/setup/reconciler";
import { SecretRow } from "@/components/setup/secret-row";
import { Snippets } from "@/components/setup/snippets";
import { connectionLabel } from "@/components/setup/source-words";
import { TestFailure } from "@/components/setup/test-failure";
import { useSourceKind } from "@/components/setup/use-source-kind";
import { Value } from "@/components/setup/value";
import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import type { Source } from "@/lib/sources/schemas";

interface SourceCardProps {
  source: Source;
  isOpen: boolean;
}

export function SourceCard({ source, isOpen }: SourceCardProps) {
  const canAct = useCan("source.test");
  const canEdit = useCan("source.update");
  const kind = useSourceKind(source.kind);
  // A card that was never opened fetches nothing.
  const [wasOpened, setOpened] = useState(isOpen);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <details
      open={isOpen}
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
      className="group rounded-lg border bg-surface"
    >
      <Summary
        source={source}
        kindName={kind?.name ?? source.kind}
        hasApi={kind?.api?.credentials === "integration"}
      />
      {wasOpened && (
        <div className="flex flex-col gap-5 border-t p-4">
          <section aria-label="Webhook" className="flex flex-col gap-1">
            <Value name="Webhook URL" text={source.webhookUrl} />
            {canEdit && <SecretRow sourceId={source.id} secret={secret} onChange={setSecret} />}
            {canAct && kind?.hasTestFailure && <TestFailure sourceId={source.id} />}
          </section>
          <Snippets sourceId={source.id} secret={secret} />
          {(canAct || canEdit) && (
            <section aria-label="Connection" className="flex flex-col gap-3">
              <div>
                <h3 className="text-sm font-semibold">Connection</h3>
                <p className="max-w-prose text-sm text-muted">
                  The webhook reports failures. The API adds the full log and the run history; the repository
                  adds recent changes.
                </p>
              </div>
              {canEdit && <ConnectionForm source={source} />}
              {canAct && <ConnectionTest source={source} />}
            </section>
          )}
          {kind?.api?.isReconciled && <Reconciler source={source} />}
        </div>
      )}
    </details>
  );
}

interface SummaryProps {
  source: Source;
  kindName: string;
  /** Whether its API is connected elsewhere. */
  hasApi: boolean;
}

function Summary({ source, kindName, hasApi }: SummaryProps) {
  const connection = connectionLabel(source, hasApi || source.apiBaseUrl !== null);
  return (
    <summary className="flex min-h-12 list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-4 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
      <span className="flex min-w-0 items-center gap-3">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-faint transition-transform duration-120 group-open:rotate-90"
        />
        <h2 className="min-w-0 text-base font-semibold anywhere">{source.name}</h2>
      </span>
      <span className="text-sm text-muted">{kindName}</span>
      {source.environment && <span className="text-sm text-muted">{source.environment}</span>}
      <span className="ml-auto flex flex-wrap items-center gap-2 text-sm text-muted">
        {!source.enabled && <Chip tone="warn">Disabled</Chip>}
        {connection && <Chip tone={connection.tone}>{connection.text}</Chip>}
        {source.lastDeliveryAt ? (
          <span>
            Last delivery <TimeAgo at={source.lastDeliveryAt} />
          </span>
        ) : (
          <span className="text-faint">No deliveries yet</span>
        )}
      </span>
    </summary>
  );
}
