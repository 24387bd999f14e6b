"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DiffView, type DiffForm } from "@/components/diff/diff-view";
import { FixFacts } from "@/components/fixes/fix-facts";
import { AfterMerge } from "@/components/fixes/after-merge";
import { FixTitle } from "@/components/fixes/fix-title";
import { isOpenable, openWords } from "@/components/fixes/fix-words";
import { HighRiskDialog } from "@/components/fixes/high-risk-dialog";
import { PatchEdits } from "@/components/fixes/patch-edits";
import { PatchEditor } from "@/components/fixes/patch-editor";
import { RejectDialog } from "@/components/fixes/reject-dialog";
import { useCan } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Prose } from "@/components/ui/prose";
import { toastError } from "@/components/ui/toaster";
import { proposeFixes, requestPullRequest } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";

interface FixCardProps {
  fix: Fix;
  /** The fix that the `p` key opens. */
  isFirst: boolean;
  /** Opening the pull request is the page's primary action. */
  isUrgent: boolean;
}

function useOpening(fix: Fix) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => requestPullRequest(fix.id),
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", fix.incidentId] }),
  });
}

export function FixCard({ fix, isFirst, isUrgent }: FixCardProps) {
  const canAct = useCan("fix.update");
  const [isEditing, setEditing] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const open = useOpening(fix);
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
            label: openWords(fix).button,
            group: "Incident",
            run: begin,
          },
        ]
      : [],
  );
  return (
    <Card aria-label="Fix">
      <CardHeader
        title={<FixTitle fix={fix} />}
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
              fix={fix}
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
        <AfterMerge fix={fix} />
        {(open.error ?? fix.error) && (
          <Callout tone="danger" role="alert">
            {open.error?.message ?? fix.error}
            {fix.staleFiles.length > 0 && <ProposeForBase incidentId={fix.incidentId} />}
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
  fix: Fix;
  /** Undefined while the patch cannot be opened. */
  onOpen: (() => void) | undefined;
}

function FixActions({ fix, isEditing, onEdit, isUrgent, isRefused, onOpen }: FixActionsProps) {
  const [isRejecting, setRejecting] = useState(false);
  const words = openWords(fix);
  return (
    <>
      {!isEditing && (
        <Button variant="ghost" onClick={() => setRejecting(true)}>
          Reject
        </Button>
      )}
      <Button onClick={onEdit}>{isEditing ? "Cancel" : "Edit"}</Button>
      <Button
        variant={isUrgent ? "primary" : "secondary"}
        disabled={!onOpen}
        onClick={onOpen}
        title={isRefused ? "The patch failed verification" : words.hint}
      >
        {words.button}
      </Button>
      {isRejecting && <RejectDialog fix={fix} onClose={() => setRejecting(false)} />}
    </>
  );
}

/** For a patch that no longer applies to its base. */
function ProposeForBase({ incidentId }: { incidentId: string }) {
  const client = useQueryClient();
  const canPropose = useCan("fix.request");
  const propose = useMutation({
    mutationFn: () => proposeFixes(incidentId),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", incidentId] }),
  });
  if (!canPropose) return null;
  return (
    <Button size="sm" className="mt-2 block" disabled={propose.isPending} onClick={() => propose.mutate()}>
      Propose again
    </Button>
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
