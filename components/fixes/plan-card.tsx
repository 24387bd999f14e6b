"use client";

import { FixTitle } from "@/components/fixes/fix-title";
import { FIX_KIND } from "@/components/fixes/fix-words";
import { PlanView } from "@/components/fixes/plan-view";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Prose } from "@/components/ui/prose";
import type { Fix } from "@/lib/fixes/schemas";

/** A fix that a person carries out, step by step. */
export function PlanCard({ fix }: { fix: Fix }) {
  if (fix.plan === null) return null;
  return (
    <Card aria-label={FIX_KIND[fix.kind]}>
      <CardHeader
        title={<FixTitle fix={fix} />}
        aside={
          fix.risk.level !== "low" && (
            <Chip tone={fix.risk.level === "high" ? "danger" : "warn"}>Risk {fix.risk.level}</Chip>
          )
        }
      />
      <CardBody className="flex flex-col gap-3">
        <p className="max-w-[80ch] anywhere">
          <Prose text={fix.rationale} />
          {fix.risk.reasons.map((reason) => (
            <span key={reason}> {reason}</span>
          ))}
        </p>
        <PlanView plan={fix.plan} />
      </CardBody>
    </Card>
  );
}
