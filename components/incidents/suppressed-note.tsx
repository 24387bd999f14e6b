import Link from "next/link";
import { Chip } from "@/components/ui/chip";
import type { IncidentSummary } from "@/lib/desk/schemas";

/** Says that the incident is suppressed, by which policy and why. */
export function SuppressedNote({ incident }: { incident: Pick<IncidentSummary, "status" | "suppressedBy"> }) {
  const { status, suppressedBy } = incident;
  if (status !== "suppressed") return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <Chip>{suppressedBy ? "Suppressed by policy" : "Suppressed by hand"}</Chip>
      {suppressedBy ? (
        <span className="min-w-0 anywhere">
          <Link href="/settings#noise" className="text-ink underline">
            {suppressedBy.name}
          </Link>
          . {suppressedBy.because}. It is triggered when that ends while it is still failing.
        </span>
      ) : (
        "Hidden from the open list until somebody unsuppresses it. New failures are counted."
      )}
    </p>
  );
}
