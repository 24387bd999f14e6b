import { cn } from "@/components/ui/cn";
import type { Severity } from "@/lib/failures/schemas";

const COLOR: Record<Severity, string> = {
  critical: "bg-critical",
  high: "bg-high",
  warning: "bg-warning",
  info: "bg-info",
  low: "bg-low",
};

/** The thin bar at the left of a row; the row also has the word. */
export function SeverityBar({ severity, className }: { severity: Severity; className?: string }) {
  return <span aria-hidden className={cn("w-1 shrink-0 rounded-full", COLOR[severity], className)} />;
}

/** The severity as a word, darker when urgent, so it does not depend on color alone. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const isUrgent = severity === "critical" || severity === "high";
  return (
    <span className={cn("shrink-0 text-xs sm:w-13", isUrgent && "font-medium text-ink")}>{severity}</span>
  );
}

export function SeverityDot({ severity }: { severity: Severity }) {
  return (
    <span className={cn("size-2 shrink-0 rounded-full", COLOR[severity])} title={severity}>
      <span className="sr-only">{severity}</span>
    </span>
  );
}

/** The severity as a dot and a word. */
export function SeverityLabel({ severity }: { severity: Severity }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={cn("size-2 rounded-full", COLOR[severity])} />
      {severity}
    </span>
  );
}
