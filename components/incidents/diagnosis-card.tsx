"use client";

import { Citations } from "@/components/incidents/citations";
import { Confidence } from "@/components/incidents/confidence";
import type { Target } from "@/components/incidents/evidence-card";
import { useIncidentAction } from "@/components/incidents/use-incident-action";
import { percent, sentence } from "@/components/incidents/words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { Incident } from "@/lib/incidents/schemas";

interface Props {
  incident: Incident;
  canAct: boolean;
  onCite: (target: Target) => void;
}

export function DiagnosisCard({ incident, canAct, onCite }: Props) {
  const action = useIncidentAction(incident.id);
  const { diagnosis } = incident;
  const isRunning = incident.workflow?.status === "PENDING" || incident.workflow?.status === "RUNNING";
  return (
    <Card
      title="Diagnosis"
      label="Diagnosis"
      actions={
        canAct && (
          <>
            <Button
              disabled={isRunning || action.isPending}
              onClick={() => action.mutate({ path: `/api/incidents/${incident.id}/analyze` })}
            >
              Analyze
            </Button>
            <Button
              disabled={!diagnosis || isRunning || action.isPending}
              onClick={() => action.mutate({ path: `/api/incidents/${incident.id}/fixes` })}
            >
              Propose fix
            </Button>
          </>
        )
      }
    >
      <div className="space-y-3 px-4 py-3">
        {action.error && (
          <p role="alert" className="text-[13px] text-critical">
            {action.error.message}
          </p>
        )}
        {diagnosis ? (
          <Verdict diagnosis={diagnosis} onCite={onCite} />
        ) : (
          <p className="text-[13px] text-muted">
            {isRunning ? "Analysing; the cause appears here." : "There is no diagnosis yet."}
          </p>
        )}
      </div>
    </Card>
  );
}

function Verdict({ diagnosis, onCite }: { diagnosis: Diagnosis; onCite: Props["onCite"] }) {
  const isKnown = diagnosis.outcome === "diagnosed";
  return (
    <>
      <p className="text-xl leading-7 font-medium break-words">
        {isKnown ? diagnosis.rootCause : "The cause is not known"}
      </p>
      {!isKnown && <p className="text-[13px] text-muted">{diagnosis.rootCause}</p>}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px] text-muted">
        {isKnown && <Confidence value={diagnosis.confidence} />}
        {isKnown && <span>{sentence(diagnosis.category)}</span>}
        {diagnosis.transience !== "unknown" && <span>{diagnosis.transience}</span>}
        <span>{diagnosis.engine === "claude" ? "built-in + Claude" : "built-in"}</span>
      </p>
      {diagnosis.note && <p className="rounded-md border px-3 py-2 text-[13px]">{diagnosis.note}</p>}
      {diagnosis.explanation && <p className="break-words">{diagnosis.explanation}</p>}
      <Claims title="Shown by" claims={diagnosis.claims} onCite={onCite} />
      {diagnosis.causalChain.length > 1 && (
        <p className="text-[13px]">
          <span className="text-muted">Chain: </span>
          {diagnosis.causalChain.join(" → ")}
        </p>
      )}
      <Claims title="Ruled out" claims={diagnosis.ruledOut} onCite={onCite} />
      {diagnosis.gaps.length > 0 && (
        <ul className="text-[13px] text-muted">
          {diagnosis.gaps.map((gap) => (
            <li key={`${gap.collector}${gap.text}`}>
              Missing: {gap.text}{" "}
              {gap.penalty > 0 && <span className="tabular">(−{percent(gap.penalty)})</span>}
            </li>
          ))}
        </ul>
      )}
      {diagnosis.impact.text && <p className="text-[13px]">Impact: {diagnosis.impact.text}</p>}
      {diagnosis.recommendedActions.length > 0 && (
        <div>
          <h3 className="text-[13px] font-semibold">What now</h3>
          <ol className="list-decimal space-y-0.5 pl-5">
            {diagnosis.recommendedActions.map((action) => (
              <li key={action}>{action}</li>
            ))}
          </ol>
        </div>
      )}
      <Why diagnosis={diagnosis} />
    </>
  );
}

function Claims({
  title,
  claims,
  onCite,
}: {
  title: string;
  claims: Diagnosis["claims"];
  onCite: Props["onCite"];
}) {
  if (claims.length === 0) return null;
  return (
    <div>
      <h3 className="text-[13px] font-semibold">{title}</h3>
      <ul className="space-y-0.5">
        {claims.map((claim) => (
          <li key={claim.text} className="break-words">
            {claim.text}
            <Citations citations={claim.citations} onCite={onCite} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Why({ diagnosis }: { diagnosis: Diagnosis }) {
  if (diagnosis.hypotheses.length === 0) return null;
  return (
    <details className="text-[13px]">
      <summary className="w-fit text-accent">Why this cause and category?</summary>
      <ul className="mt-2 space-y-2">
        {diagnosis.hypotheses.map((one) => (
          <li key={`${one.category}${one.rootCause}`} className="rounded-md border px-3 py-2">
            <p className="flex flex-wrap justify-between gap-2">
              <span>{one.rootCause}</span>
              <span className="tabular text-muted">
                {sentence(one.category)}, {percent(one.confidence)}
              </span>
            </p>
            {one.reasons.length > 0 && (
              <ul className="mt-1 list-disc pl-5 text-muted">
                {one.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {diagnosis.signature && (
        <p className="mt-2 text-muted">
          Known signature: <code className="font-mono">{diagnosis.signature}</code>
        </p>
      )}
      <p className="tabular mt-2 text-muted">
        {diagnosis.latencyMs} ms
        {diagnosis.model && `, ${diagnosis.model}`}
        {diagnosis.costUsd !== null && `, $${diagnosis.costUsd.toFixed(4)}`}
      </p>
    </details>
  );
}
