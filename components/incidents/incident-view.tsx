"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { DiagnosisCard } from "@/components/diagnosis/diagnosis-card";
import { EvidenceCard } from "@/components/evidence/evidence-card";
import { hashLine, type Target } from "@/components/evidence/target";
import { FixCards } from "@/components/fixes/fix-cards";
import { FactsCard } from "@/components/incidents/facts-card";
import { ImpactCard } from "@/components/incidents/impact-card";
import { IncidentHeader } from "@/components/incidents/incident-header";
import { useLastList } from "@/components/incidents/last-list";
import { ProgressLine } from "@/components/incidents/progress-line";
import { markSeen } from "@/components/incidents/seen-store";
import { DuplicateList, RootNote, SymptomList } from "@/components/incidents/symptom-list";
import { TimelineCard } from "@/components/incidents/timeline-card";
import { useKeys } from "@/components/layout/use-keys";
import { ErrorNote } from "@/components/ui/error-note";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toaster";
import type { Citation } from "@/lib/diagnosis/schemas";
import { evidenceQuery } from "@/lib/evidence/query-options";
import { incidentQuery } from "@/lib/desk/query-options";

/** The incident page: diagnosis, fixes, evidence, facts and timeline. */
export function IncidentView({ id }: { id: string }) {
  const { data: incident, error, refetch } = useQuery(incidentQuery(id));
  const router = useRouter();
  const list = useLastList();
  const [target, cite] = useTarget(id);
  useKeys([{ keys: "u", label: "Back to the list", group: "Incident", run: () => router.push(list) }]);
  const lastSeenAt = incident?.lastSeenAt;
  useEffect(() => {
    if (lastSeenAt) markSeen(id, lastSeenAt);
  }, [id, lastSeenAt]);
  if (error && !incident) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!incident) return <SkeletonRows rows={8} />;
  return (
    <article className="pb-16 sm:pb-0">
      <IncidentHeader incident={incident} />
      {incident.workflow && (
        <ProgressLine
          incidentId={incident.id}
          workflow={incident.workflow}
          canRetry={incident.availableActions.includes("analyze")}
        />
      )}
      <div className="grid items-start gap-4 pt-4 lg:grid-cols-[minmax(0,1fr)_300px] xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          <RootNote incident={incident} />
          <DiagnosisCard incident={incident} onCite={cite} />
          <SymptomList incident={incident} />
          <DuplicateList incident={incident} />
          <FixCards incident={incident} />
          <EvidenceCard incident={incident} target={target} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <FactsCard incident={incident} />
          <ImpactCard incident={incident} />
          <TimelineCard incident={incident} />
        </div>
      </div>
    </article>
  );
}

/** The evidence lines to show: a clicked citation, or the line in the URL. */
function useTarget(incidentId: string): [Target | null, (citation: Citation) => void] {
  const [clicked, setClicked] = useState<Target | null>(null);
  const { data: evidence } = useQuery(evidenceQuery(incidentId));
  const logId = evidence?.items.find(
    (piece) => piece.kind === "log" && piece.text !== "" && piece.supersededAt === null,
  )?.id;
  const line = useSyncExternalStore(
    followHash,
    () => hashLine(window.location.hash),
    () => null,
  );
  const linked = useMemo(
    () => (line !== null && logId ? { evidenceId: logId, startLine: line, endLine: line, turn: 0 } : null),
    [line, logId],
  );
  const cite = ({ evidenceId, startLine, endLine, quote }: Citation) => {
    if (!evidence?.items.some((piece) => piece.id === evidenceId)) {
      toast(`This evidence has been replaced. The cited text was: ${quote.slice(0, 300)}`);
      return;
    }
    setClicked((now) => ({ evidenceId, startLine, endLine, turn: (now?.turn ?? 0) + 1 }));
  };
  return [clicked ?? linked, cite];
}

function followHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
