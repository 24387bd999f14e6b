"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DiffView } from "@/components/incidents/diff-view";
import { useIncidentAction } from "@/components/incidents/use-incident-action";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Textarea } from "@/components/ui/field";
import { fixesQuery } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";
import type { Incident } from "@/lib/incidents/schemas";

export function FixCards({ incident, canAct }: { incident: Incident; canAct: boolean }) {
  const { data } = useQuery(fixesQuery(incident.id));
  const current = (data?.items ?? []).filter((fix) => fix.status !== "superseded");
  return current.map((fix) => <FixCard key={fix.id} fix={fix} incident={incident} canAct={canAct} />);
}

const STATUS_TEXT: Record<Fix["status"], string> = {
  proposed: "proposed",
  opening: "opening the pull request",
  open: "pull request open",
  merged: "merged",
  closed: "closed without merging",
  failed: "opening failed",
  superseded: "superseded",
};

function FixCard({ fix, incident, canAct }: { fix: Fix; incident: Incident; canAct: boolean }) {
  const action = useIncidentAction(incident.id);
  const [draft, setDraft] = useState<string | null>(null);
  const mayEdit = canAct && fix.kind === "patch" && (fix.status === "proposed" || fix.status === "failed");
  return (
    <Card
      title={`Fix: ${fix.title}`}
      label="Fix"
      actions={
        mayEdit && (
          <>
            <Button onClick={() => setDraft(draft === null ? fix.patch : null)}>
              {draft === null ? "Edit" : "Cancel"}
            </Button>
            <Button
              variant="primary"
              disabled={action.isPending || draft !== null}
              onClick={() => action.mutate({ path: `/api/fixes/${fix.id}/pull-request` })}
            >
              Open PR
            </Button>
          </>
        )
      }
    >
      <div className="space-y-2 px-4 py-3 text-[13px]">
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted">
          <span>{STATUS_TEXT[fix.status]}</span>
          <span>
            risk {fix.risk.level}
            {fix.risk.reasons.length > 0 && `: ${fix.risk.reasons.join("; ")}`}
          </span>
          <span className={fix.verification.status === "verified" ? "text-good" : undefined}>
            {fix.verification.status}
            {fix.verification.reason && `: ${fix.verification.reason}`}
          </span>
          <span>{fix.engine === "claude" ? "Claude" : "built-in"}</span>
        </p>
        {fix.blastRadius.text && <p className="text-muted">{fix.blastRadius.text}</p>}
        <p className="text-sm break-words whitespace-pre-wrap">{fix.rationale}</p>
        {fix.pullRequest && <PullRequestLine fix={fix} />}
        {(fix.error || action.error) && (
          <p role="alert" className="text-critical">
            {action.error?.message ?? fix.error}
          </p>
        )}
      </div>
      {draft === null ? (
        fix.patch && <DiffView patch={fix.patch} />
      ) : (
        <div className="space-y-2 border-t p-4">
          <Textarea
            aria-label="Patch"
            className="font-mono text-[12.5px]"
            rows={16}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
          <Button
            variant="primary"
            disabled={action.isPending}
            onClick={() =>
              action.mutate(
                { path: `/api/fixes/${fix.id}`, method: "PATCH", body: { patch: draft } },
                { onSuccess: () => setDraft(null) },
              )
            }
          >
            Save and check
          </Button>
        </div>
      )}
    </Card>
  );
}

function PullRequestLine({ fix }: { fix: Fix }) {
  const { pullRequest } = fix;
  if (!pullRequest) return null;
  const name = pullRequest.number === null ? "Branch" : `Pull request #${pullRequest.number}`;
  return (
    <p>
      {pullRequest.url ? (
        <a className="text-accent underline" href={pullRequest.url} target="_blank" rel="noreferrer noopener">
          {name}
        </a>
      ) : (
        name
      )}{" "}
      {fix.branch && <code className="font-mono break-all">{fix.branch}</code>}
      {pullRequest.draft && ", draft"}
      {pullRequest.state !== "open" && `, ${pullRequest.state}`}
    </p>
  );
}
