import Link from "next/link";
import { TimeAgo } from "@/components/time/time-ago";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { phrase } from "@/components/ui/words";
import type { Pattern } from "@/lib/knowledge/patterns/schemas";

const CONFIRMED_BY: Record<Pattern["confirmed"][number]["kind"], string> = {
  verdict: "called the diagnosis right",
  correction: "gave this cause",
  fix: "worked",
};
const ROLES: Record<Pattern["matched"][number]["role"], string> = {
  led: "led the diagnosis",
  shown: "only shown",
  ruled_out: "ruled out",
};

/** Who confirmed it for which incident, and which incidents matched it with what outcome. */
export function PatternHistory({ pattern: { confirmed, matched } }: { pattern: Pattern }) {
  return (
    <>
      <Card aria-label="Confirmed">
        <CardHeader title="Confirmed" />
        <ul className="divide-y">
          {confirmed.map(({ incident, kind, by, cause, at }) => (
            <li key={incident.id} className="flex flex-col gap-0.5 px-4 py-2 text-sm">
              <IncidentLine incident={incident} />
              <p className="text-muted anywhere">
                {by} {CONFIRMED_BY[kind]} <TimeAgo at={at} />: {cause}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      <Card aria-label="Matched incidents">
        <CardHeader title="Matched incidents" />
        {matched.length === 0 && (
          <CardBody className="text-sm text-muted">No later incident has matched it yet.</CardBody>
        )}
        <ul className="divide-y">
          {matched.map(({ incident, rung, role, reason, at }) => (
            <li key={incident.id} className="flex flex-col gap-0.5 px-4 py-2 text-sm">
              <IncidentLine incident={incident} />
              <p className="text-muted anywhere">
                {`Same ${rung}, ${ROLES[role]}: ${reason}`} (<TimeAgo at={at} />)
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

function IncidentLine({ incident }: { incident: Pattern["matched"][number]["incident"] }) {
  return (
    <p className="flex items-baseline justify-between gap-3">
      <Link href={`/incidents/${incident.number}`} className="min-w-0 anywhere hover:underline">
        <span className="tnum text-accent">#{incident.number}</span> {incident.title}
      </Link>
      <Chip tone={incident.status === "resolved" ? "ok" : "neutral"}>{phrase(incident.status)}</Chip>
    </p>
  );
}
