"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { auditSentence } from "@/components/settings/audit-sentence";
import { TimeAgo } from "@/components/time/time-ago";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/error-note";
import { SkeletonRows } from "@/components/ui/skeleton";
import { auditQuery } from "@/lib/workspaces/query-options";
import type { AuditEntry } from "@/lib/workspaces/schemas";

const SHOWN = 8;

/** The audit log, newest first. */
export function AuditCard() {
  const { data, error, refetch } = useQuery(auditQuery());
  const [isAll, setAll] = useState(false);
  const items = data?.items ?? [];
  return (
    <Card aria-label="Audit log">
      <CardHeader title="Audit log" />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={3} />}
      {data && items.length === 0 && (
        <p className="p-4 text-sm text-muted">
          No changes yet. Changes to sources, tokens, incidents and fixes appear here.
        </p>
      )}
      <ul className="divide-y text-sm">
        {items.slice(0, isAll ? undefined : SHOWN).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {!isAll && items.length > SHOWN && (
        <button
          type="button"
          className="w-full rounded-b-lg border-t px-4 py-2 text-left text-xs text-accent hover:bg-hover focus-visible:-outline-offset-2"
          onClick={() => setAll(true)}
        >
          {items.length - SHOWN} earlier
        </button>
      )}
    </Card>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { actor, text } = auditSentence(entry);
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 px-4 py-1.5">
      <span className="min-w-0 anywhere">
        {actor !== null && <span className="font-medium">{actor}</span>} {text}
      </span>
      <TimeAgo at={entry.at} className="tnum text-xs text-muted" />
    </li>
  );
}
