"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { phrase } from "@/components/ui/words";
import { replayDiagnosis } from "@/lib/desk/query-options";

/** Makes the diagnosis again from the stored answers, without asking Claude, and says whether it is still the same. */
export function Replay({ diagnosisId }: { diagnosisId: string }) {
  const replay = useMutation({ mutationFn: () => replayDiagnosis(diagnosisId) });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        size="sm"
        disabled={replay.isPending}
        onClick={() => replay.mutate()}
        title="Judge the stored answers again, without calling Claude"
      >
        Replay
      </Button>
      <span role="status" className="text-muted anywhere">
        {replay.error?.message}
        {replay.data && resultOf(replay.data)}
      </span>
    </div>
  );
}

function resultOf({ isSame, changed }: { isSame: boolean; changed: readonly string[] }): string {
  if (isSame) return "The stored answers give the same diagnosis.";
  return `With today's evidence and rules these differ: ${changed.map(phrase).join(", ")}.`;
}
