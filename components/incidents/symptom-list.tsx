import Link from "next/link";
import type { Incident } from "@/lib/desk/schemas";

/** The incidents that are symptoms of this one, each with its failed run. */
export function SymptomList({ incident }: { incident: Incident }) {
  const more = incident.symptomCount - incident.symptoms.length;
  return (
    <ul>
      {incident.symptoms.map(({ id, number, pipeline, runId }) => (
        <li key={id}>
          <Link className="text-accent underline" href={`/incidents/${number}`}>
            #{number}
          </Link>{" "}
          {pipeline}
          {runId && <span className="block font-mono text-xs text-muted anywhere">{runId}</span>}
        </li>
      ))}
      {more > 0 && <li className="text-muted">and {more} more</li>}
    </ul>
  );
}
