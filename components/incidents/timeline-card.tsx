"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useIncidentAction } from "@/components/incidents/use-incident-action";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/empty";
import { Textarea } from "@/components/ui/field";
import { RelativeTime } from "@/components/ui/relative-time";
import { timelineQuery } from "@/lib/incidents/query-options";
import type { Incident } from "@/lib/incidents/schemas";

export function TimelineCard({ incident, canAct }: { incident: Incident; canAct: boolean }) {
  const { data } = useQuery(timelineQuery(incident.id));
  return (
    <Card title="Timeline">
      {!data && <Skeleton rows={3} />}
      <ol className="divide-y">
        {(data?.items ?? []).map((entry) => (
          <li key={entry.id} className="px-4 py-2 text-[13px]">
            <p className="break-words whitespace-pre-wrap">{entry.text}</p>
            <p className="text-xs text-muted">
              {entry.actorName} · <RelativeTime at={entry.at} />
            </p>
          </li>
        ))}
      </ol>
      {canAct && <CommentForm incident={incident} />}
    </Card>
  );
}

function CommentForm({ incident }: { incident: Incident }) {
  const action = useIncidentAction(incident.id);
  const [comment, setComment] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    action.mutate(
      { path: `/api/incidents/${incident.id}`, method: "PATCH", body: { comment } },
      { onSuccess: () => setComment("") },
    );
  };
  return (
    <form onSubmit={submit} className="space-y-2 border-t p-4">
      <Textarea
        aria-label="Comment"
        placeholder="Comment"
        rows={2}
        maxLength={10_000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      {action.error && (
        <p role="alert" className="text-[13px] text-critical">
          {action.error.message}
        </p>
      )}
      <Button type="submit" size="sm" disabled={comment.trim() === "" || action.isPending}>
        Comment
      </Button>
    </form>
  );
}
