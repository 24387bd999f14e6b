import { cn } from "@/components/ui/cn";
import type { Severity } from "@/lib/failures/schemas";

const COLOUR: Record<Severity, string> = {
  critical: "bg-critical",
  high: "bg-high",
  warning: "bg-warning",
  info: "bg-info",
  low: "bg-low",
};

/** The thin bar at the left of a row; the word stands in the row. */
export function SeverityBar({ severity, className }: { severity: Severity; className?: string }) {
  return <span aria-hidden className={cn("w-1 shrink-0 rounded-full", COLOUR[severity], className)} />;
}

/** The word of a row: what must not be missed is darker, no state is told by colour alone. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const isUrgent = severity === "critical" || severity === "high";
  return (
    <span className={cn("shrink-0 text-xs sm:w-13", isUrgent && "font-medium text-ink")}>{severity}</span>
  );
}

export function SeverityDot({ severity }: { severity: Severity }) {
  return (
    <span className={cn("size-2 shrink-0 rounded-full", COLOUR[severity])} title={severity}>
      <span className="sr-only">{severity}</span>
    </span>
  );
}

/** Dot and word. */
export function SeverityLabel({ severity }: { severity: Severity }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={cn("size-2 rounded-full", COLOUR[severity])} />
      {severity}
    </span>
  );
}
