"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTriage } from "@/components/incidents/use-triage";
import { useUndo } from "@/components/incidents/use-undo";
import { useCan } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { useNow } from "@/components/time/clock";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Textarea } from "@/components/ui/field";
import { Prose } from "@/components/ui/prose";
import { SkeletonRows } from "@/components/ui/skeleton";
import { actorLabel } from "@/lib/platform/actor-label";
import { timelineQuery } from "@/lib/desk/query-options";
import type { TimelineEntry } from "@/lib/incidents/history/schemas";
import type { Incident } from "@/lib/desk/schemas";

const SHOWN = 12;

export function TimelineCard({ incident }: { incident: Incident }) {
  const { data } = useQuery(timelineQuery(incident.id));
  const [isAll, setAll] = useState(false);
  const canAct = useCan("incident.update");
  const entries = data?.items ?? [];
  const hidden = isAll ? 0 : Math.max(0, entries.length - SHOWN);
  return (
    <Card aria-label="Timeline">
      <CardHeader title="Timeline" />
      {!data && <SkeletonRows rows={3} />}
      {hidden > 0 && (
        <button
          type="button"
          className="w-full border-b px-4 py-2 text-left text-xs text-accent hover:bg-hover"
          onClick={() => setAll(true)}
        >
          {hidden} earlier
        </button>
      )}
      <ol className="px-4 py-3">
        {entries.slice(hidden).map((entry) => (
          <Entry key={entry.id} entry={entry} incident={incident} />
        ))}
      </ol>
      {canAct && <CommentForm incident={incident} />}
    </Card>
  );
}

interface EntryProps {
  entry: TimelineEntry;
  incident: Incident;
}

function Entry({ entry, incident }: EntryProps) {
  const isComment = entry.kind === "comment";
  const isUndone = entry.undoneAt !== null;
  return (
    <li className="relative border-l pb-3 pl-4 last:pb-0">
      <span
        aria-hidden
        className={cn(
          "absolute top-1.5 -left-[4.5px] size-2 rounded-full border border-line-strong bg-surface",
          isComment && "border-accent bg-accent",
        )}
      />
      <p
        className={cn(
          "text-sm whitespace-pre-wrap anywhere",
          isComment && "rounded-md border bg-subtle px-2.5 py-1.5",
          isUndone && "text-muted line-through",
        )}
      >
        {isComment ? entry.text : <Prose text={entry.text} />}
      </p>
      <p className="pt-0.5 text-xs text-muted">
        {entry.actorType !== "system" && `${actorLabel({ type: entry.actorType, name: entry.actorName })}, `}
        <TimeAgo at={entry.at} />
        {isUndone && ", undone"}
        <UndoButton entry={entry} incident={incident} />
      </p>
    </li>
  );
}

/** Undoes the entry's change, for as long as that is possible. */
function UndoButton({ entry, incident }: EntryProps) {
  const canAct = useCan("incident.undo");
  const now = useNow();
  const undo = useUndo();
  if (!canAct || entry.undoableUntil === null || Date.parse(entry.undoableUntil) <= now) return null;
  const { id: incidentId, number } = incident;
  return (
    <button
      type="button"
      aria-label={`Undo: ${entry.text.slice(0, 100)}`}
      className="ml-2 rounded-sm px-1 font-medium text-accent hover:bg-hover"
      disabled={undo.isPending}
      onClick={() => undo.mutate([{ incidentId, number, changeIds: [entry.id] }])}
    >
      Undo
    </button>
  );
}

function CommentForm({ incident }: { incident: Incident }) {
  const triage = useTriage();
  const [comment, setComment] = useState("");
  const ref = useRef<HTMLTextAreaElement>(null);
  const send = () => {
    if (comment.trim() === "" || triage.isPending) return;
    triage.mutate({ incident, body: { comment: comment.trim() } }, { onSuccess: () => setComment("") });
  };
  useKeys([{ keys: "c", label: "Comment", group: "Incident", run: () => ref.current?.focus() }]);
  return (
    <form
      className="flex flex-col items-start gap-2 border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        ref={ref}
        aria-label="Comment"
        placeholder="Add a note"
        rows={2}
        maxLength={10_000}
        className="min-h-14 text-sm"
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Button type="submit" size="sm" disabled={comment.trim() === "" || triage.isPending}>
        Comment
      </Button>
    </form>
  );
}
