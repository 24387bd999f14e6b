"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { LogViewer } from "@/components/incidents/log-viewer";
import { PieceView } from "@/components/incidents/piece-view";
import { groupEvidence, type EvidenceTab } from "@/components/incidents/evidence-tabs";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/empty";
import { evidenceQuery } from "@/lib/evidence/query-options";
import { LogFacts, type Evidence } from "@/lib/evidence/schemas";
import type { Incident } from "@/lib/incidents/schemas";

/** Lines of a piece of evidence that something points at. */
export interface Target {
  evidenceId: string;
  startLine: number;
  endLine: number;
}

interface Props {
  incident: Incident;
  target: Target | null;
  onTarget: (target: Target | null) => void;
}

export function EvidenceCard({ incident, target, onTarget }: Props) {
  const { data } = useQuery(evidenceQuery(incident.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const tabs = groupEvidence(data?.items ?? []);
  const cited = target
    ? tabs.find((tab) => tab.pieces.some((piece) => piece.id === target.evidenceId))
    : undefined;
  const active = cited ?? tabs.find((tab) => tab.id === chosen) ?? tabs[0];
  return (
    <Card title="Evidence" label="Evidence">
      {!data && <Skeleton rows={8} />}
      {active && (
        <>
          <TabList
            tabs={tabs}
            active={active}
            onChoose={(id) => {
              onTarget(null);
              setChosen(id);
            }}
          />
          <div role="tabpanel" aria-label={active.label} className="min-w-0">
            {active.pieces.map((piece) => (
              <Piece key={piece.id} piece={piece} target={target?.evidenceId === piece.id ? target : null} />
            ))}
          </div>
        </>
      )}
      {data && tabs.length === 0 && (
        <p className="px-4 py-3 text-[13px] text-muted">Nothing has been collected yet.</p>
      )}
    </Card>
  );
}

function TabList({
  tabs,
  active,
  onChoose,
}: {
  tabs: EvidenceTab[];
  active: EvidenceTab;
  onChoose: (id: string) => void;
}) {
  return (
    <div role="tablist" aria-label="Evidence" className="flex gap-1 overflow-x-auto border-b px-2">
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab === active}
          className={cn(
            "shrink-0 border-b-2 border-transparent px-2.5 py-2 text-[13px] text-muted hover:text-ink",
            tab === active && "border-accent font-medium text-ink",
          )}
          onClick={() => onChoose(tab.id)}
        >
          {tab.label}
          <span className="tabular ml-1.5 text-xs text-muted">
            {tab.isMissing ? "missing" : tab.count > 1 ? tab.count : ""}
          </span>
        </button>
      ))}
    </div>
  );
}

function Piece({ piece, target }: { piece: Evidence; target: Target | null }) {
  const facts = piece.kind === "log" && piece.status === "ok" ? LogFacts.safeParse(piece.facts) : null;
  useFlash(target);
  if (facts?.success) return <LogViewer piece={piece} facts={facts.data} target={target} />;
  return <PieceView piece={piece} target={target} />;
}

/** Brings the cited line into view. The flash itself is a class on the line. */
function useFlash(target: Target | null): void {
  useEffect(() => {
    if (!target) return;
    document
      .getElementById(`${target.evidenceId}-L${target.startLine}`)
      ?.scrollIntoView({ block: "center", behavior: "smooth" });
  }, [target]);
}
