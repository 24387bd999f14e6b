import Link from "next/link";
import { TimeAgo } from "@/components/time/time-ago";
import { count } from "@/components/ui/words";
import type { NoisePreview } from "@/lib/incidents/noise/schemas";

/** Which incidents of the last 30 days a policy would have suppressed. */
export function PreviewResult({ preview }: { preview: NoisePreview }) {
  const { total, suppressed, items } = preview;
  return (
    <section aria-label="Preview" role="status" className="flex flex-col gap-2 rounded-md border p-3 text-sm">
      <p className="font-medium">
        {suppressed === 0
          ? `None of the ${count(total, "incident")} of the last 30 days would have been suppressed.`
          : `${count(suppressed, "incident")} of ${total} in the last 30 days would have been suppressed.`}
      </p>
      {items.length > 0 && (
        <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto">
          {items.map((incident) => (
            <li key={incident.id} className="flex gap-3">
              <Link
                href={`/incidents/${incident.number}`}
                className="min-w-0 flex-1 truncate hover:underline"
                title={incident.title}
              >
                <span className="tnum text-muted">#{incident.number}</span> {incident.title}
              </Link>
              <span className="shrink-0 text-muted">{incident.severity}</span>
              <TimeAgo
                at={incident.openedAt}
                form="age"
                className="tnum w-14 shrink-0 text-right text-muted"
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
