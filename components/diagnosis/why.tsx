"use client";

import { Confidence } from "@/components/incidents/confidence";
import { distinct } from "@/components/diagnosis/say-once";
import { cn } from "@/components/ui/cn";
import { Popover, WhyButton } from "@/components/ui/popover";
import { Prose } from "@/components/ui/prose";
import { percent, points, sentence } from "@/components/ui/words";
import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { ConfidenceFactor } from "@/lib/knowledge/reliability/schemas";

/** What supports the cause, and what lowers the confidence in it. */
export function WhyConfidence({ diagnosis }: { diagnosis: Diagnosis }) {
  const reasons = diagnosis.hypotheses[0]?.reasons ?? [];
  const gaps = diagnosis.gaps.filter((gap) => gap.penalty > 0);
  return (
    <Popover label="Why this confidence" trigger={<WhyButton>why?</WhyButton>}>
      <p className="pb-1 font-medium">Supporting evidence</p>
      {reasons.length > 0 ? (
        <Reasons reasons={reasons} />
      ) : (
        <p className="text-muted">Only the citations in the text.</p>
      )}
      {diagnosis.signature && (
        <p className="pt-2 text-muted">
          Known signature: <code className="text-xs anywhere">{diagnosis.signature}</code>
        </p>
      )}
      {diagnosis.confidenceParts?.factors && <Computed factors={diagnosis.confidenceParts.factors} />}
      {gaps.length > 0 && (
        <>
          <p className="pt-3 pb-1 font-medium">Capped by missing evidence</p>
          <ul className="list-disc pl-4">
            {gaps.map((gap) => (
              <li key={`${gap.collector}${gap.text}`} className="anywhere">
                {gap.text}{" "}
                <span className="tnum text-muted">
                  ({gap.cap == null ? `−${points(gap.penalty)}` : `at most ${percent(gap.cap)}`})
                </span>
              </li>
            ))}
          </ul>
          <p className="pt-1 text-muted">The lowest of these counts.</p>
        </>
      )}
    </Popover>
  );
}

/** How the number was computed: where it starts, and what moved it. */
function Computed({ factors }: { factors: readonly ConfidenceFactor[] }) {
  return (
    <>
      <p className="pt-3 pb-1 font-medium">How it was computed</p>
      <ul className="flex flex-col gap-1">
        {factors.map(({ factor, effect, text }, i) => (
          <li key={factor} className="flex items-baseline justify-between gap-3">
            <span className="anywhere">{text}</span>
            <span className="tnum shrink-0 text-muted">{i === 0 ? percent(effect) : moved(effect)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** `+7`, `−12`, `±0`: percentage points. */
function moved(effect: number): string {
  const rounded = Math.round(effect * 100);
  if (rounded === 0) return "±0";
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

function Reasons({ reasons, className }: { reasons: readonly string[]; className?: string }) {
  return (
    <ul className={cn("list-disc pl-4", className)}>
      {distinct(reasons).map((reason) => (
        <li key={reason} className="anywhere">
          <Prose text={reason} />
        </li>
      ))}
    </ul>
  );
}

/** The other causes that were considered. */
export function WhyCategory({ diagnosis }: { diagnosis: Diagnosis }) {
  if (diagnosis.hypotheses.length === 0) return null;
  const isKnown = diagnosis.outcome === "diagnosed";
  return (
    <Popover
      label={isKnown ? "Why this category" : "Causes considered"}
      className="w-[min(460px,calc(100vw-24px))]"
      trigger={<WhyButton>{isKnown ? "why this category?" : "causes considered"}</WhyButton>}
    >
      <ol className="flex flex-col gap-3">
        {diagnosis.hypotheses.map((hypothesis, i) => (
          <li key={`${hypothesis.category}${hypothesis.rootCause}`} className="flex flex-col gap-0.5">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-medium">
                {sentence(hypothesis.category)}
                {i === 0 && isKnown && <span className="font-normal text-muted">, chosen</span>}
              </span>
              <Confidence value={hypothesis.confidence} isSmall />
            </p>
            <p className="anywhere">
              <Prose text={hypothesis.rootCause} />
            </p>
            {hypothesis.reasons.length > 0 && <Reasons reasons={hypothesis.reasons} className="text-muted" />}
          </li>
        ))}
      </ol>
    </Popover>
  );
}
