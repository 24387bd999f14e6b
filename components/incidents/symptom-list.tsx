"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useOfferUndo } from "@/components/incidents/use-undo";
import { useCan } from "@/components/layout/me";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { toastError } from "@/components/ui/toaster";
import { count } from "@/components/ui/words";
import { unmergeIncident } from "@/lib/desk/query-options";
import type { Incident } from "@/lib/desk/schemas";

type Member = Incident["symptoms"][number];

const SHOWN = 5;

/** What failed because of this incident, each with the reason; a person can take any of them out. */
export function SymptomList({ incident }: { incident: Incident }) {
  const { symptoms, symptomCount, status } = incident;
  if (symptomCount === 0) return null;
  const failing = symptoms.filter(({ recoveredAt }) => recoveredAt === null).length;
  return (
    <Card aria-label="Symptoms">
      <CardHeader
        title={`Symptoms: ${count(symptomCount, "failure")} with the same cause`}
        aside={<span>{standing(failing, symptoms.length, status)}</span>}
      />
      <Members incident={incident} members={symptoms} total={symptomCount} />
    </Card>
  );
}

/** What people merged into this incident; a person can take any of them out. */
export function DuplicateList({ incident }: { incident: Incident }) {
  const { duplicates } = incident;
  if (duplicates.length === 0) return null;
  return (
    <Card aria-label="Merged incidents">
      <CardHeader title="Merged into this one" />
      <Members incident={incident} members={duplicates} total={duplicates.length} isMerged />
    </Card>
  );
}

interface MembersProps {
  incident: Incident;
  members: readonly Member[];
  total: number;
  isMerged?: boolean;
}

function Members({ incident, members, total, isMerged = false }: MembersProps) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? members : members.slice(0, SHOWN);
  const more = total - members.length;
  return (
    <>
      <ul className="divide-y">
        {shown.map((member) => (
          <li key={member.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
            <MemberText member={member} isSymptom />
            <TakeOut rootId={incident.id} member={member} isMerged={isMerged} />
          </li>
        ))}
      </ul>
      {members.length > shown.length && (
        <button
          type="button"
          className="min-h-11 w-full border-t px-4 py-2 text-left text-sm text-accent hover:bg-hover"
          onClick={() => setAll(true)}
        >
          Show all {members.length}
        </button>
      )}
      {isAll && more > 0 && <p className="border-t px-4 py-2 text-sm text-muted">and {more} more</p>}
    </>
  );
}

/** For a symptom: the incident that caused it, which is the one to work on. */
export function RootNote({ incident }: { incident: Incident }) {
  const { root } = incident;
  if (!root) return null;
  return (
    <Card aria-label="Root">
      <CardHeader title={`A symptom of #${root.number}`} />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-60">
          <p className="pb-1 text-sm font-medium anywhere">{root.title}</p>
          <MemberText member={root} isSymptom={false} />
        </div>
        <TakeOut rootId={root.id} member={incident} isMerged={false} />
      </div>
    </Card>
  );
}

function standing(failing: number, known: number, status: Incident["status"]): string {
  if (failing === 0) return "all have recovered";
  const isOver = status === "resolved";
  if (failing === known) return isOver ? "no recovery reported yet" : "";
  return isOver ? `${failing} not known to have recovered` : `${known - failing} recovered`;
}

function MemberText({ member, isSymptom }: { member: Member; isSymptom: boolean }) {
  const { number, pipeline, task, runId, externalUrl, lastSeenAt, recoveredAt, because } = member;
  return (
    <div className="min-w-0 flex-1 basis-60 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Link className="tnum text-accent underline" href={`/incidents/${number}`}>
          #{number}
        </Link>
        <span className="font-mono text-xs anywhere">
          {pipeline}
          {task && ` / ${task}`}
        </span>
        <span className="text-xs text-muted">
          {isSymptom && recoveredAt ? (
            <>
              recovered <TimeAgo at={recoveredAt} />
            </>
          ) : (
            <>
              failed <TimeAgo at={lastSeenAt} />
            </>
          )}
        </span>
      </p>
      {runId && (
        <p className="font-mono text-xs text-muted anywhere">
          {externalUrl ? (
            <a className="underline" href={externalUrl} target="_blank" rel="noreferrer noopener">
              {runId}
            </a>
          ) : (
            runId
          )}
        </p>
      )}
      <p className="pt-0.5 text-muted anywhere">{because ? sentenceOf(because) : "Merged by hand"}</p>
    </div>
  );
}

/** Not `sentence`, which would change the names in the clause. */
const sentenceOf = (clause: string) => clause.charAt(0).toUpperCase() + clause.slice(1);

interface TakeOutProps {
  rootId: string;
  member: { id: string; number: number };
  isMerged: boolean;
}

function TakeOut({ rootId, member, isMerged }: TakeOutProps) {
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  const canSplit = useCan("incident.split");
  const split = useMutation({
    mutationFn: () => unmergeIncident(rootId, member.id),
    onSuccess: ({ changeIds }) => {
      const { id: incidentId, number } = member;
      offerUndo(`#${number} is an incident of its own again`, [{ incidentId, number, changeIds }]);
    },
    onError: toastError,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["incident"] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]),
  });
  if (!canSplit) return null;
  return (
    <Button
      size="sm"
      aria-label={isMerged ? `Take #${member.number} out` : `#${member.number} is not a symptom`}
      disabled={split.isPending}
      onClick={() => split.mutate()}
    >
      {isMerged ? "Take out" : "Not a symptom"}
    </Button>
  );
}
