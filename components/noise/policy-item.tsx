"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useCan, useMe } from "@/components/layout/me";
import { PolicyForm } from "@/components/noise/policy-form";
import { KIND_LABEL, ruleSentence, scopeWords } from "@/components/noise/policy-words";
import { ExactTime } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { ConfirmedButton } from "@/components/ui/confirmed-button";
import { toastError } from "@/components/ui/toaster";
import { count } from "@/components/ui/words";
import { deleteNoisePolicy, updateNoisePolicy } from "@/lib/incidents/noise/query-options";
import type { NoisePolicy } from "@/lib/incidents/noise/schemas";
import { sourcesQuery } from "@/lib/sources/query-options";

const STATES: Record<NoisePolicy["state"], { label: string; tone: ChipTone }> = {
  active: { label: "Active", tone: "accent" },
  waiting: { label: "Outside its window", tone: "neutral" },
  paused: { label: "Paused", tone: "warn" },
  ended: { label: "Ended", tone: "neutral" },
};

/** A policy: what it covers and does, how many incidents it suppresses, and what can be done with it. */
export function PolicyItem({ policy }: { policy: NoisePolicy }) {
  const [isEditing, setEditing] = useState(false);
  const { data: sources } = useQuery({ ...sourcesQuery(), enabled: policy.sourceId !== null });
  const isManager = useCan("noise-policy.manage");
  const me = useMe();
  const isOwn = policy.createdById === me.user.id && ["mute", "maintenance"].includes(policy.kind);
  const canCreate = useCan("noise-policy.create");
  const state = STATES[policy.state];
  if (isEditing)
    return (
      <li>
        <PolicyForm policy={policy} onDone={() => setEditing(false)} />
      </li>
    );
  const sourceName = sources?.items.find(({ id }) => id === policy.sourceId)?.name ?? null;
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-40">
          <span className="block font-medium anywhere">{policy.name}</span>
          <span className="block text-xs text-muted anywhere">
            {KIND_LABEL[policy.kind]}, {scopeWords(policy, sourceName)}
          </span>
        </span>
        <Chip tone={state.tone}>{state.label}</Chip>
      </div>
      <p>{ruleSentence(policy)}.</p>
      <p className="text-xs text-muted anywhere">
        {policy.expiresAt && (
          <>
            {policy.state === "ended" ? "Ended" : "Ends"} <ExactTime at={policy.expiresAt} />.{" "}
          </>
        )}
        {policy.suppressedCount > 0 && (
          <>
            <Link href="/incidents?status=suppressed" className="text-accent underline">
              Suppresses {count(policy.suppressedCount, "incident")} now
            </Link>
            .{" "}
          </>
        )}
        {policy.reason && `${policy.reason}. `}
        {policy.createdBy && `Added by ${policy.createdBy}.`}
      </p>
      {canCreate && (isManager || isOwn) && <Actions policy={policy} onEdit={() => setEditing(true)} />}
    </li>
  );
}

function Actions({ policy, onEdit }: { policy: NoisePolicy; onEdit: () => void }) {
  const client = useQueryClient();
  const refresh = {
    onError: toastError,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["noise-policies"] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]),
  };
  const pause = useMutation({
    mutationFn: () => updateNoisePolicy(policy.id, { isEnabled: !policy.isEnabled }),
    ...refresh,
  });
  const remove = useMutation({ mutationFn: () => deleteNoisePolicy(policy.id), ...refresh });
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" aria-label={`Edit ${policy.name}`} onClick={onEdit}>
        Edit
      </Button>
      {policy.state !== "ended" && (
        <Button size="sm" disabled={pause.isPending} onClick={() => pause.mutate()}>
          {policy.isEnabled ? "Pause" : "Resume"}
        </Button>
      )}
      <ConfirmedButton
        label="Delete"
        name={policy.name}
        confirm="Delete and wake its incidents"
        isPending={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </div>
  );
}
