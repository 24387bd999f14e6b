"use client";

import { ChevronRight } from "lucide-react";
import { AskAgain } from "@/components/diagnosis/ask-again";
import { AnalysisTrail } from "@/components/diagnosis/analysis-trail";
import { Citations, type OnCite } from "@/components/diagnosis/citations";
import { ClaimList } from "@/components/diagnosis/claim-list";
import { EdgeList } from "@/components/diagnosis/edge-list";
import { numberCitations, type NumberedClaim } from "@/components/diagnosis/number-citations";
import { beyondCause, chainBeyond } from "@/components/diagnosis/say-once";
import { WhyCategory, WhyConfidence } from "@/components/diagnosis/why";
import { Confidence } from "@/components/incidents/confidence";
import { duration } from "@/components/time/format-time";
import { TimeAgo } from "@/components/time/time-ago";
import { Callout } from "@/components/ui/callout";
import { Chip } from "@/components/ui/chip";
import { Prose } from "@/components/ui/prose";
import { Subsection } from "@/components/ui/subsection";
import { phrase, sentence } from "@/components/ui/words";
import { MODEL_FAILED, MODEL_UNUSED, type Diagnosis } from "@/lib/diagnosis/schemas";
import { dollars } from "@/lib/platform/dollars";

interface VerdictProps {
  incidentId: string;
  diagnosis: Diagnosis;
  onCite: OnCite;
}

export function Verdict({ incidentId, diagnosis, onCite }: VerdictProps) {
  const numbered = numberCitations(diagnosis);
  const { claims, ruledOut } = numbered;
  const isKnown = diagnosis.outcome === "diagnosed";
  const chain = chainBeyond(diagnosis.rootCause, diagnosis.causalChain);
  // An unproven guess of the model does not become the heading.
  const heading = isKnown || diagnosis.engine === "builtin" ? diagnosis.rootCause : "";
  const explanation = beyondCause(diagnosis.rootCause, diagnosis.explanation);
  return (
    <>
      <div className="flex flex-col gap-2">
        <p className="max-w-[72ch] text-xl font-medium anywhere">
          <Prose text={heading || "Cause unknown"} />
          {isKnown && claims[0] && <Citations citations={claims[0].citations} onCite={onCite} />}
        </p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 empty:hidden">
          {isKnown && <Confidence value={diagnosis.confidence} />}
          {isKnown && <WhyConfidence diagnosis={diagnosis} />}
          {isKnown && <Chip>{sentence(diagnosis.category)}</Chip>}
          <WhyCategory diagnosis={diagnosis} />
          {diagnosis.transience !== "unknown" && (
            <span className="basis-full text-sm text-muted sm:basis-auto">
              <Chip className="mr-2">{sentence(diagnosis.transience)}</Chip>
              {TRANSIENCE_HINT[diagnosis.transience]}
            </span>
          )}
        </div>
      </div>
      {diagnosis.note && <Note incidentId={incidentId} note={diagnosis.note} />}
      {explanation && (
        <p className="max-w-[80ch] whitespace-pre-wrap anywhere">
          <Prose text={explanation} />
        </p>
      )}
      {diagnosis.recommendedActions.length > 0 && (
        <Subsection title="Next steps">
          <ol className="list-decimal pl-5 marker:text-faint">
            {diagnosis.recommendedActions.map((action) => (
              <li key={action} className="py-0.5 anywhere">
                <Prose text={action} />
              </li>
            ))}
          </ol>
        </Subsection>
      )}
      <Claims title="Evidence" claims={claims} onCite={onCite} />
      {diagnosis.chain.length > 0 ? (
        <Subsection title="From the failure to the cause">
          <EdgeList edges={diagnosis.chain} citations={numbered.chain} onCite={onCite} />
        </Subsection>
      ) : (
        chain.length > 0 && (
          <Subsection title="Chain">
            <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm">
              {chain.map((link, i) => (
                <li key={`${i} ${link}`} className="flex min-w-0 items-center gap-1.5">
                  {i > 0 && <ChevronRight className="size-3.5 shrink-0 text-faint" aria-hidden />}
                  <span className="anywhere">
                    <Prose text={link} />
                  </span>
                </li>
              ))}
            </ol>
          </Subsection>
        )
      )}
      <Claims title="Ruled out" claims={ruledOut} onCite={onCite} />
      {diagnosis.impact.text && (
        <Subsection title="Impact">
          <p className="text-sm anywhere">{diagnosis.impact.text}</p>
        </Subsection>
      )}
      {(diagnosis.engine === "claude" || isModelUnused(diagnosis.note)) && (
        <AnalysisTrail diagnosis={diagnosis} numbered={numbered} incidentId={incidentId} onCite={onCite} />
      )}
      <Footer diagnosis={diagnosis} />
    </>
  );
}

/** Whether the model was asked and its answer is not used. */
function isModelUnused(note: string | null): boolean {
  return note !== null && (note.startsWith(MODEL_FAILED) || note.startsWith(MODEL_UNUSED));
}

/** How the diagnosis came about; if Claude's answer is not used, with another try. */
function Note({ incidentId, note }: { incidentId: string; note: string }) {
  return (
    <Callout tone="warn">
      <span className="anywhere">
        <Prose text={note} />
      </span>
      {isModelUnused(note) && <AskAgain incidentId={incidentId} />}
    </Callout>
  );
}

const TRANSIENCE_HINT = {
  permanent: "a retry without a change will fail again",
  transient: "a retry may work",
  intermittent: "fails now and then; a retry may work",
};

interface ClaimsProps {
  title: string;
  claims: readonly NumberedClaim[];
  onCite: OnCite;
}

function Claims({ title, claims, onCite }: ClaimsProps) {
  if (claims.length === 0) return null;
  return (
    <Subsection title={title}>
      <ClaimList claims={claims} onCite={onCite} />
    </Subsection>
  );
}

/** Engine, duration and cost. */
function Footer({ diagnosis }: { diagnosis: Diagnosis }) {
  const facts = [
    diagnosis.engine === "claude"
      ? `built-in + Claude${diagnosis.model ? ` (${diagnosis.model})` : ""}`
      : "built-in engine",
    `took ${duration(diagnosis.latencyMs)}`,
    diagnosis.route?.way === "known" ? "known cause, no model asked" : null,
    isModelUnused(diagnosis.note) ? "Claude asked, not used" : null,
    diagnosis.costUsd === null ? null : dollars(diagnosis.costUsd),
    diagnosis.signature && `signature ${phrase(diagnosis.signature)}`,
  ].filter(Boolean);
  return (
    <p className="tnum border-t pt-3 text-xs text-faint anywhere">
      {facts.join(" · ")} · <TimeAgo at={diagnosis.createdAt} />
    </p>
  );
}
