"use client";

import Link from "next/link";
import { STATUS_WORDS, capNote, connectSteps, coverageSummary, isGap } from "@/components/evidence/coverage";
import { duration } from "@/components/time/format-time";
import { cn } from "@/components/ui/cn";
import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { Coverage } from "@/lib/evidence/schemas";

interface CoverageNoteProps {
  coverage: readonly Coverage[];
  diagnosis: Diagnosis | null;
}

/** The one place that says what could not be read, what that costs, and how to connect it. */
export function CoverageNote({ coverage, diagnosis }: CoverageNoteProps) {
  if (coverage.length === 0) return null;
  const steps = connectSteps(coverage);
  const note = capNote(diagnosis);
  return (
    <details aria-label="Coverage" className="group border-b px-4 py-2.5 text-sm">
      <summary className="text-muted marker:text-faint">
        <span className="anywhere">{coverageSummary(coverage)}</span>
        {note && <span className="tnum anywhere">. {note}</span>}
      </summary>
      <div className="flex flex-col gap-3 pt-3">
        {steps.length > 0 && (
          <ul className="flex flex-col gap-1" aria-label="Missing evidence">
            {steps.map(({ step, titles }) => (
              <li key={step} className="anywhere">
                {/setup/i.test(step) ? (
                  <Link href="/setup" className="text-accent underline">
                    {step}
                  </Link>
                ) : (
                  step
                )}
                <span className="text-muted"> ({titles.join(", ")})</span>
              </li>
            ))}
          </ul>
        )}
        <table className="w-full text-left text-xs">
          <thead className="text-muted">
            <tr>
              <th className="py-1 pr-3 font-medium">Source</th>
              <th className="py-1 pr-3 font-medium">Status</th>
              <th className="py-1 text-right font-medium">Took</th>
            </tr>
          </thead>
          <tbody>
            {coverage.map((row) => (
              <tr key={row.collector} className="border-t align-baseline">
                <th scope="row" className="py-1.5 pr-3 font-normal">
                  {row.title}
                </th>
                <td className="py-1.5 pr-3">
                  <span className={cn(isGap(row) ? "text-warn-ink" : "text-muted")}>
                    {STATUS_WORDS[row.status]}
                  </span>
                  {row.message && <span className="block text-muted anywhere">{row.message}</span>}
                </td>
                <td className="tnum py-1.5 text-right whitespace-nowrap text-muted">
                  {duration(row.durationMs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
