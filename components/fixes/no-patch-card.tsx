"use client";

import Link from "next/link";
import { manualSteps } from "@/components/fixes/manual-steps";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Prose } from "@/components/ui/prose";
import type { Fix } from "@/lib/fixes/schemas";

interface NoPatchCardProps {
  fix: Fix;
  /** Steps that the diagnosis already shows. */
  known: readonly string[];
}

/** A fix without a patch: why there is none, and the steps not shown elsewhere. */
export function NoPatchCard({ fix, known }: NoPatchCardProps) {
  const { steps, whyNoPatch } = manualSteps(fix.rationale, known);
  return (
    <Card aria-label="Fix">
      <CardHeader title="No patch proposed" />
      <CardBody className="flex flex-col gap-2">
        {whyNoPatch && (
          <p className="max-w-[80ch] anywhere">
            <Prose text={whyNoPatch} />{" "}
            {whyNoPatch.includes("Setup") && (
              <Link href="/setup" className="text-accent underline">
                Open Setup
              </Link>
            )}
          </p>
        )}
        {steps.length > 0 && (
          <ol className="list-decimal pl-5 marker:text-faint">
            {steps.map((step) => (
              <li key={step} className="py-0.5 anywhere">
                <Prose text={step} />
              </li>
            ))}
          </ol>
        )}
        {steps.length === 0 && <p className="text-sm text-muted">Follow the steps above by hand.</p>}
      </CardBody>
    </Card>
  );
}
