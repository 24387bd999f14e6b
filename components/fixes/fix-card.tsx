"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DiffView, type DiffForm } from "@/components/diff/diff-view";
import { FixFacts } from "@/components/fixes/fix-facts";
import { isOpenable } from "@/components/fixes/fix-words";
import { PatchEditor } from "@/components/fixes/patch-editor";
import { useCan } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Prose } from "@/components/ui/prose";
import { requestPullRequest } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";

interface FixCardProps {
  fix: Fix;
  /** The one that `p` opens. */
  isFirst: boolean;
  /** Opening it is the next thing to do on the page. */
  isUrgent: boolean;
}

export function FixCard({ fix, isFirst, isUrgent }: FixCardProps) {
  const client = useQueryClient();
  const canAct = useCan("responder");
  const [isEditing, setEditing] = useState(false);
  const [form, setForm] = useState<DiffForm>("side");
  const open = useMutation({
    mutationFn: () => requestPullRequest(fix.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", fix.incidentId] }),
  });
  const mayOpen = canAct && isOpenable(fix) && !isEditing;
  useKeys(
    isFirst && mayOpen
      ? [
          {
            keys: "p",
            label: "Open PR",
            group: "Incident",
            run: () => {
              if (!open.isPending) open.mutate();
            },
          },
        ]
      : [],
  );
  return (
    <Card aria-label="Fix">
      <CardHeader
        title={
          <span className="anywhere">
            <span className="font-normal text-muted">Fix: </span>
            <Prose text={fix.title} />
          </span>
        }
        aside={
          canAct &&
          isOpenable(fix) && (
            <>
              <Button onClick={() => setEditing(!isEditing)}>{isEditing ? "Cancel" : "Edit"}</Button>
              <Button
                variant={isUrgent ? "primary" : "secondary"}
                disabled={!mayOpen || open.isPending}
                onClick={() => open.mutate()}
                title="Open a draft pull request (p)"
              >
                Open PR
              </Button>
            </>
          )
        }
      />
      <CardBody className="flex flex-col gap-3">
        <FixFacts fix={fix} />
        {(open.error ?? fix.error) && (
          <Callout tone="danger" role="alert">
            {open.error?.message ?? fix.error}
          </Callout>
        )}
        <p className="max-w-[80ch] whitespace-pre-wrap anywhere">
          <Prose text={fix.rationale} />
        </p>
      </CardBody>
      {isEditing ? (
        <PatchEditor fix={fix} onDone={() => setEditing(false)} />
      ) : (
        fix.patch && (
          <div className="border-t">
            <div className="hidden items-center gap-1 border-b px-3 py-1.5 sm:flex">
              <FormButton form="side" label="Side by side" current={form} onChoose={setForm} />
              <FormButton form="unified" label="Unified" current={form} onChoose={setForm} />
              <CopyButton text={fix.patch} label="Copy the patch" className="ml-auto" />
            </div>
            <HiddenSecretsNote patch={fix.patch} />
            <DiffView patch={fix.patch} form={form} />
          </div>
        )
      )}
    </Card>
  );
}

interface FormButtonProps {
  form: DiffForm;
  label: string;
  current: DiffForm;
  onChoose: (form: DiffForm) => void;
}

function FormButton({ form, label, current, onChoose }: FormButtonProps) {
  const isCurrent = form === current;
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-pressed={isCurrent}
      className={isCurrent ? "bg-subtle text-ink" : undefined}
      onClick={() => onChoose(form)}
    >
      {label}
    </Button>
  );
}

function HiddenSecretsNote({ patch }: { patch: string }) {
  if (!patch.includes("[redacted:")) return null;
  return (
    <p className="border-b px-3 py-1.5 text-xs text-muted">
      Secrets are hidden here. The pull request gets the lines as the repository has them; a copied patch does
      not apply.
    </p>
  );
}
