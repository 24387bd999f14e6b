"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CorrectionForm } from "@/components/diagnosis/correction-form";
import { currentVerdicts, verdictSentence, type VerdictAnswer } from "@/components/diagnosis/verdict-words";
import { useOfferUndo } from "@/components/incidents/use-undo";
import { useCan, useMe } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { toastError } from "@/components/ui/toaster";
import { giveVerdict } from "@/lib/desk/query-options";
import type { Incident } from "@/lib/desk/schemas";
import type { GiveVerdict } from "@/lib/knowledge/verdicts/schemas";

const KEYS: readonly { answer: VerdictAnswer; label: string; keys: string; command: string }[] = [
  { answer: "right", label: "Yes", keys: "y", command: "The diagnosis is right" },
  { answer: "partly", label: "Partly", keys: "h", command: "The diagnosis is partly right" },
  { answer: "wrong", label: "No", keys: "n", command: "The diagnosis is wrong" },
];

/** "Was this right?": one click for yes; otherwise the right category and cause in one line. Shows what was said before. */
export function VerdictBar({ incident }: { incident: Incident }) {
  const canJudge = useCan("incident.give-verdict");
  const [asked, setAsked] = useState<Exclude<VerdictAnswer, "right"> | null>(null);
  const give = useGiveVerdict(incident, () => setAsked(null));
  const answer = (said: VerdictAnswer) => {
    if (give.isPending) return;
    if (said === "right") give.mutate({ verdict: "right" });
    else setAsked(said);
  };
  useKeys(
    canJudge
      ? KEYS.map(({ answer: said, keys, command }) => ({
          keys,
          label: command,
          group: "Incident" as const,
          run: () => answer(said),
        }))
      : [],
  );
  const given = currentVerdicts(incident);
  if (!canJudge && given.length === 0) return null;
  return (
    <section aria-label="Was this right?" className="flex flex-col gap-2 border-t pt-3">
      {canJudge && (
        <Question incident={incident} onAnswer={answer} isPending={give.isPending} asked={asked} />
      )}
      {canJudge && asked && (
        <CorrectionForm
          key={asked}
          verdict={asked}
          isPending={give.isPending}
          onSave={(verdict) => give.mutate(verdict)}
          onCancel={() => setAsked(null)}
        />
      )}
      {given.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-sm text-muted">
          {given.map((verdict) => (
            <li key={verdict.id} className="anywhere">
              {verdictSentence(verdict)} <TimeAgo at={verdict.at} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface QuestionProps {
  incident: Incident;
  asked: VerdictAnswer | null;
  isPending: boolean;
  onAnswer: (answer: VerdictAnswer) => void;
}

function Question({ incident, asked, isPending, onAnswer }: QuestionProps) {
  const { user } = useMe();
  const own = currentVerdicts(incident).find(({ by }) => by.type === "user" && by.id === user.id);
  const isAboutThis = own?.diagnosisId === incident.diagnosis?.id;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm font-medium">Was this right?</span>
      {KEYS.map(({ answer, label, keys }) => (
        <Button
          key={answer}
          size="sm"
          disabled={isPending}
          aria-pressed={asked === answer || (asked === null && isAboutThis && own?.verdict === answer)}
          className="aria-pressed:border-transparent aria-pressed:bg-accent-tint aria-pressed:text-accent"
          title={`${label} (${keys})`}
          onClick={() => onAnswer(answer)}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

function useGiveVerdict(incident: Incident, onSaved: () => void) {
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  return useMutation({
    mutationFn: (body: GiveVerdict) => giveVerdict(incident.id, body),
    onSuccess: ({ changeIds, number }) => {
      onSaved();
      offerUndo(`#${number}: verdict saved`, [{ incidentId: incident.id, number, changeIds }]);
    },
    onError: toastError,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["incident", incident.id] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
        client.invalidateQueries({ queryKey: ["patterns"] }),
      ]),
  });
}
