import { SeverityLabel } from "@/components/incidents/severity";
import { Popover, WhyButton } from "@/components/ui/popover";
import type { Incident } from "@/lib/desk/schemas";

/** The severity, with the reasons for it. */
export function SeverityWhy({ incident }: { incident: Incident }) {
  const { severity, severityReasons: reasons, isSeveritySet } = incident;
  return (
    <span className="inline-flex items-center gap-1.5">
      <SeverityLabel severity={severity} />
      {(reasons.length > 0 || isSeveritySet) && (
        <Popover
          label={`Why ${severity}`}
          trigger={<WhyButton aria-label="Why this severity?">why?</WhyButton>}
        >
          {isSeveritySet ? (
            <p className="pb-2">
              Somebody set it. It is not computed until you choose “Compute it” in the menu.
            </p>
          ) : (
            <p className="pb-2 text-muted">Computed, and computed again when more is known.</p>
          )}
          {reasons.length > 0 && (
            <ul className="flex flex-col gap-1.5">
              {isSeveritySet && <li className="text-xs text-muted">What the computation said last:</li>}
              {reasons.map((reason) => (
                <li key={reason.code} className="flex gap-3">
                  <span className="min-w-0 flex-1 anywhere">{reason.text}</span>
                  <span className="tnum shrink-0 text-muted">{signed(reason.points)}</span>
                </li>
              ))}
            </ul>
          )}
          <p className="mt-3 border-t pt-2 text-xs text-muted">
            6 points make it critical, 4 high, 2 a warning, 1 info.
          </p>
        </Popover>
      )}
    </span>
  );
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : `${points}`.replace("-", "−");
}
