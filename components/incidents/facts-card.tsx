import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { AttemptView, Incident } from "@/lib/incidents/schemas";

export function FactsCard({ incident }: { incident: Incident }) {
  return (
    <Card title="Facts">
      <dl className="divide-y text-[13px]">
        {incident.run && (
          <Fact name="Run">
            <span className="font-mono break-all">{incident.run.runId}</span>
            {incident.run.externalUrl && (
              <a
                className="ml-2 text-accent underline"
                href={incident.run.externalUrl}
                target="_blank"
                rel="noreferrer noopener"
              >
                Open
              </a>
            )}
          </Fact>
        )}
        {incident.attempt?.state && <Fact name="State">{incident.attempt.state}</Fact>}
        {incident.attempts.length > 0 && (
          <Fact name="Tries">
            <AttemptStrip attempts={incident.attempts} />
          </Fact>
        )}
        <Fact name="Source">{incident.source.name}</Fact>
        {incident.owner && <Fact name="Owner">{incident.owner}</Fact>}
        {incident.symptomCount > 0 && <Fact name="Symptoms">{incident.symptomCount}</Fact>}
        {incident.parentIncidentId && (
          <Fact name="Part of">
            <Link className="text-accent underline" href={`/incidents/${incident.parentIncidentId}`}>
              another incident
            </Link>
          </Fact>
        )}
        <div className="px-4 py-2">
          <details>
            <summary className="w-fit text-accent">Why grouped?</summary>
            <p className="mt-1 font-mono text-xs break-all text-muted">{incident.fingerprint}</p>
            <ul className="mt-1 space-y-1">
              {incident.fingerprintParts.map((part, i) => (
                <li key={i} className="break-words">
                  <span className="text-muted">{part.name}: </span>
                  <span className="font-mono text-xs">{part.value}</span>
                </li>
              ))}
            </ul>
          </details>
        </div>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 px-4 py-2">
      <dt className="w-20 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  );
}

/** A square per try, the newest last; the word is in its title, and for screen readers. */
function AttemptStrip({ attempts }: { attempts: readonly AttemptView[] }) {
  return (
    <ol className="flex flex-wrap gap-1">
      {attempts.toReversed().map((one) => {
        const text = `try ${one.tryNumber}: ${one.willRetry ? "will be retried" : (one.state ?? "no state")}, run ${one.runId}`;
        return (
          <li
            key={one.id}
            title={text}
            className={cn(
              "size-3.5 rounded-sm border",
              one.state === "success"
                ? "border-good"
                : one.willRetry
                  ? "border-critical bg-fail-tint"
                  : "border-critical bg-critical",
            )}
          >
            <span className="sr-only">{text}</span>
          </li>
        );
      })}
    </ol>
  );
}
