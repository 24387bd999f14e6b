"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DiffView, type DiffForm } from "@/components/diff/diff-view";
import { FixFacts } from "@/components/fixes/fix-facts";
import { FIX_KIND, isOpenable } from "@/components/fixes/fix-words";
import { HighRiskDialog } from "@/components/fixes/high-risk-dialog";
import { PatchEdits } from "@/components/fixes/patch-edits";
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
  /** The fix that the `p` key opens. */
  isFirst: boolean;
  /** Opening the pull request is the page's primary action. */
  isUrgent: boolean;
}

export function FixCard({ fix, isFirst, isUrgent }: FixCardProps) {
  const client = useQueryClient();
  const canAct = useCan("fix.update");
  const [isEditing, setEditing] = useState(false);
  const open = useMutation({
    mutationFn: () => requestPullRequest(fix.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", fix.incidentId] }),
  });
  const [isAsking, setAsking] = useState(false);
  const isRefused = fix.verification.status === "failed";
  const mayOpen = canAct && isOpenable(fix) && !isEditing && !isRefused;
  const begin = () => {
    if (open.isPending) return;
    if (fix.risk.level === "high") setAsking(true);
    else open.mutate();
  };
  useKeys(
    isFirst && mayOpen
      ? [
          {
            keys: "p",
            label: "Open PR",
            group: "Incident",
            run: begin,
          },
        ]
      : [],
  );
  return (
    <Card aria-label="Fix">
      <CardHeader
        title={
          <span className="anywhere">
            <span className="font-normal text-muted">{FIX_KIND[fix.kind]}: </span>
            <Prose text={fix.title} />
          </span>
        }
        aside={
          canAct &&
          isOpenable(fix) && (
            <FixActions
              isEditing={isEditing}
              onEdit={() => {
                open.reset();
                setEditing(!isEditing);
              }}
              isUrgent={isUrgent}
              isRefused={isRefused}
              onOpen={mayOpen && !open.isPending ? begin : undefined}
            />
          )
        }
      />
      <HighRiskDialog
        fix={fix}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => open.mutate()}
      />
      <CardBody className="flex flex-col gap-3">
        <RepeatNote fix={fix} />
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
      {isEditing ? <PatchEditor fix={fix} onDone={() => setEditing(false)} /> : <PatchView fix={fix} />}
    </Card>
  );
}

/** That the same change was made before, and how it ended. */
function RepeatNote({ fix: { repeats } }: { fix: Fix }) {
  if (!repeats) return null;
  const isDiscouraged = repeats.verdict === "rejected" || repeats.verdict === "did_not_work";
  return (
    <Callout tone={isDiscouraged ? "warn" : "neutral"} role="status">
      {repeats.text}
    </Callout>
  );
}

interface FixActionsProps {
  isEditing: boolean;
  onEdit: () => void;
  isUrgent: boolean;
  /** The patch failed verification. */
  isRefused: boolean;
  /** Undefined while the patch cannot be opened. */
  onOpen: (() => void) | undefined;
}

function FixActions({ isEditing, onEdit, isUrgent, isRefused, onOpen }: FixActionsProps) {
  return (
    <>
      <Button onClick={onEdit}>{isEditing ? "Cancel" : "Edit"}</Button>
      <Button
        variant={isUrgent ? "primary" : "secondary"}
        disabled={!onOpen}
        onClick={onOpen}
        title={isRefused ? "The patch failed verification" : "Open as a draft (p)"}
      >
        Open PR
      </Button>
    </>
  );
}

function PatchView({ fix: { patch, proposedPatch } }: { fix: Fix }) {
  const [form, setForm] = useState<DiffForm>("side");
  return (
    <div className="border-t">
      {proposedPatch && <PatchEdits proposed={proposedPatch} now={patch} />}
      <div className="hidden items-center gap-1 border-b px-3 py-1.5 sm:flex">
        <FormButton form="side" label="Side by side" current={form} onChoose={setForm} />
        <FormButton form="unified" label="Unified" current={form} onChoose={setForm} />
        <CopyButton text={patch} label="Copy patch" className="ml-auto" />
      </div>
      <HiddenSecretsNote patch={patch} />
      <DiffView patch={patch} form={form} />
    </div>
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
      Secrets are hidden here, so a copied patch will not apply. The pull request contains the original lines.
    </p>
  );
}
