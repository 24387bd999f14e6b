"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { DiffView } from "@/components/diff/diff-view";
import { useCan } from "@/components/layout/me";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Prose } from "@/components/ui/prose";
import { toastError } from "@/components/ui/toaster";
import { decideFix } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";

/** A rejected fix, folded, with the reason. */
export function RejectedCard({ fix }: { fix: Fix }) {
  const client = useQueryClient();
  const canDecide = useCan("fix.update");
  const approve = useMutation({
    mutationFn: () => decideFix(fix.id, { decision: "approved" }),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", fix.incidentId] }),
  });
  const { decision } = fix;
  return (
    <Card aria-label="Rejected fix">
      <details>
        <summary className="cursor-pointer px-4 py-2.5 anywhere">
          <Chip className="mr-2">Rejected</Chip>
          <Prose text={fix.title} />
        </summary>
        <CardBody className="flex flex-col items-start gap-2 border-t">
          <p className="text-sm text-muted anywhere">
            {decision?.by ?? "Someone"} rejected it {decision && <TimeAgo at={decision.at} />}
            {decision?.reason ? (
              <>
                : <Prose text={decision.reason} />
              </>
            ) : (
              ", without a reason."
            )}
          </p>
          {canDecide && (
            <Button size="sm" disabled={approve.isPending} onClick={() => approve.mutate()}>
              Take back
            </Button>
          )}
        </CardBody>
        {fix.patch && <DiffView patch={fix.patch} form="unified" />}
      </details>
    </Card>
  );
}
