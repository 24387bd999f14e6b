"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CoverageNote } from "@/components/evidence/coverage-note";
import { groupEvidence, type EvidenceTab } from "@/components/evidence/evidence-tabs";
import { ComparedLines } from "@/components/evidence/compared-lines";
import { LogTries } from "@/components/evidence/log-tries";
import { PieceText } from "@/components/evidence/piece-text";
import { PieceView } from "@/components/evidence/piece-view";
import { SupersededPiece } from "@/components/evidence/superseded-piece";
import type { Target } from "@/components/evidence/target";
import { useKeys } from "@/components/layout/use-keys";
import { LogViewer } from "@/components/logs/log-viewer";
import { Card } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { evidenceQuery } from "@/lib/evidence/query-options";
import type { Evidence } from "@/lib/evidence/schemas";
import type { Incident } from "@/lib/desk/schemas";

interface EvidenceCardProps {
  incident: Incident;
  /** The lines that a citation or the URL points at. */
  target: Target | null;
}

export function EvidenceCard({ incident, target }: EvidenceCardProps) {
  const { data } = useQuery(evidenceQuery(incident.id));
  const isRunning = incident.workflow?.status === "RUNNING" || incident.workflow?.status === "PENDING";
  const tabs = groupEvidence(data?.items ?? []);
  const [active, setActive] = useActiveTab(tabs, target);
  const step = (by: number) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next) setActive(next.id);
  };
  useKeys([
    { keys: "]", label: "Next evidence tab", group: "Evidence", run: () => step(1), isKeyOnly: true },
    {
      keys: "[",
      label: "Previous evidence tab",
      group: "Evidence",
      run: () => step(-1),
      isKeyOnly: true,
    },
  ]);
  return (
    <Card aria-label="Evidence">
      {!data && <SkeletonRows rows={5} />}
      {data && data.items.length === 0 && <Waiting isRunning={isRunning} />}
      {data && <CoverageNote coverage={data.coverage} diagnosis={incident.diagnosis} />}
      {active !== null && (
        <Tabs value={active} onValueChange={setActive}>
          <TabsList aria-label="Evidence">
            {tabs.map((tab) => (
              <TabsTrigger key={tab.id} value={tab.id}>
                {tab.label}
                {tab.count > 1 && <span className="tnum text-xs text-muted">{tab.count}</span>}
              </TabsTrigger>
            ))}
          </TabsList>
          {tabs.map((tab) => (
            <TabsContent key={tab.id} value={tab.id}>
              {tab.pieces.map((piece) => (
                <Piece
                  key={piece.id}
                  piece={piece}
                  target={target?.evidenceId === piece.id ? target : null}
                />
              ))}
            </TabsContent>
          ))}
        </Tabs>
      )}
    </Card>
  );
}

/** The active tab; a new target switches to the tab that holds it. */
function useActiveTab(tabs: readonly EvidenceTab[], target: Target | null) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [followed, setFollowed] = useState<Target | null>(null);
  const cited = tabs.find((tab) => tab.pieces.some((piece) => piece.id === target?.evidenceId));
  if (target !== followed && cited) {
    setFollowed(target);
    setChosen(cited.id);
  }
  const active = tabs.find((tab) => tab.id === chosen) ?? tabs[0];
  return [active?.id ?? null, setChosen] as const;
}

function Waiting({ isRunning }: { isRunning: boolean }) {
  if (!isRunning) return <p className="p-4 text-muted">No evidence yet. Analyze collects it.</p>;
  return (
    <>
      <p className="border-b p-4 text-muted">Collecting evidence. It will appear here.</p>
      <SkeletonRows rows={3} />
    </>
  );
}

function Piece({ piece, target }: { piece: Evidence; target: Target | null }) {
  const { supersededAt } = piece;
  if (supersededAt !== null) return <SupersededPiece piece={{ ...piece, supersededAt }} target={target} />;
  const isLog = piece.kind === "log" && piece.status === "ok" && piece.text !== "";
  if (!isLog) return <PieceView piece={piece} target={target} />;
  if (piece.facts?.isEarlierTry) return <EarlierTry piece={piece} target={target} />;
  return (
    <>
      {piece.message && <p className="border-b px-4 py-2 text-sm text-muted">{piece.message}</p>}
      {piece.facts?.tries && <LogTries tries={piece.facts.tries} />}
      {piece.facts?.comparison && <ComparedLines comparison={piece.facts.comparison} />}
      <LogViewer piece={piece} target={target} />
    </>
  );
}

/** The log of a try before the failed one, folded unless it is cited. */
function EarlierTry({ piece, target }: { piece: Evidence; target: Target | null }) {
  return (
    <details key={target?.turn} open={target !== null} className="border-b px-4 py-2.5 last:border-b-0">
      <summary className="text-sm text-muted marker:text-faint">{piece.title}</summary>
      <div className="pt-2">
        <PieceText piece={piece} target={target} />
      </div>
    </details>
  );
}
