"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CategoryOptions, chosenCategory } from "@/components/diagnosis/category-options";
import { useCan } from "@/components/layout/me";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmedButton } from "@/components/ui/confirmed-button";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { toast, toastError } from "@/components/ui/toaster";
import { sentence } from "@/components/ui/words";
import { deletePattern, patternsQuery, updatePattern } from "@/lib/knowledge/patterns/query-options";
import type { Pattern, UpdatePattern } from "@/lib/knowledge/patterns/schemas";

/** Edit, switch off, merge and delete. */
export function PatternSettings({ pattern }: { pattern: Pattern }) {
  const canEdit = useCan("pattern.update");
  const canDelete = useCan("pattern.delete");
  const client = useQueryClient();
  const router = useRouter();
  const refresh = () => client.invalidateQueries({ queryKey: ["patterns"] });
  const save = useMutation({
    mutationFn: (change: UpdatePattern) => updatePattern(pattern.id, change),
    onSuccess: ({ id }) => {
      toast(id === pattern.id ? "Pattern saved" : "Patterns merged");
      if (id !== pattern.id) router.push(`/patterns/${id}`);
    },
    onError: toastError,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => deletePattern(pattern.id),
    onSuccess: () => {
      toast("Pattern deleted");
      router.push("/patterns");
    },
    onError: toastError,
  });
  if (!canEdit) return <EditedBy pattern={pattern} />;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <EditForm pattern={pattern} isPending={save.isPending} onSave={(change) => save.mutate(change)} />
      <Card aria-label="Use">
        <CardHeader title="Use" />
        <CardBody className="flex flex-col gap-3">
          <Toggle
            label="Recognize it"
            hint="Its cause leads diagnoses when its evidence is seen again."
            isOn={pattern.state === "active"}
            onChange={(isOn) => save.mutate({ state: isOn ? "active" : "off" })}
          />
          <Toggle
            label="Propose its fix again"
            hint="The fix that worked is applied to the current code."
            isOn={pattern.offersFix}
            onChange={(offersFix) => save.mutate({ offersFix })}
          />
          <MergeForm pattern={pattern} onMerge={(mergeInto) => save.mutate({ mergeInto })} />
          {canDelete && (
            <div className="border-t pt-3">
              <ConfirmedButton
                label="Delete"
                name={pattern.name}
                confirm="Delete pattern"
                isPending={remove.isPending}
                onConfirm={() => remove.mutate()}
              />
            </div>
          )}
        </CardBody>
      </Card>
    </div>
  );
}

interface EditFormProps {
  pattern: Pattern;
  isPending: boolean;
  onSave: (change: UpdatePattern) => void;
}

function EditForm({ pattern, isPending, onSave }: EditFormProps) {
  const [name, setName] = useState(pattern.name);
  const [cause, setCause] = useState(pattern.cause);
  const [category, setCategory] = useState(pattern.category);
  const change: UpdatePattern = {
    ...(name !== pattern.name && { name }),
    ...(cause !== pattern.cause && { cause }),
    ...(category !== pattern.category && category !== "unknown" && { category }),
  };
  const isChanged = Object.keys(change).length > 0 && name.trim() !== "" && cause.trim() !== "";
  return (
    <Card aria-label="Edit">
      <CardHeader title="Edit" />
      <CardBody>
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged) onSave(change);
          }}
        >
          <Field label="Name">
            {(attributes) => (
              <Input
                {...attributes}
                value={name}
                maxLength={120}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Category">
            {(attributes) => (
              <Select
                {...attributes}
                value={category}
                onChange={(event) => setCategory(chosenCategory(event.target.value) ?? category)}
              >
                <CategoryOptions />
              </Select>
            )}
          </Field>
          <Field
            label="Cause"
            hint={
              pattern.slots.length > 0
                ? `Can contain ${pattern.slots.map((slot) => `<${slot}>`).join(", ")}`
                : undefined
            }
          >
            {(attributes) => (
              <Textarea
                {...attributes}
                value={cause}
                maxLength={500}
                onChange={(event) => setCause(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" className="self-start" disabled={!isChanged || isPending}>
            Save
          </Button>
        </form>
        <EditedBy pattern={pattern} />
      </CardBody>
    </Card>
  );
}

function EditedBy({ pattern: { editedBy, editedFields } }: { pattern: Pattern }) {
  if (editedBy === null) return null;
  return (
    <p className="pt-2 text-xs text-muted anywhere">
      {sentence(editedFields.join(", "))} set by {editedBy}; new confirmations do not change that.
    </p>
  );
}

interface ToggleProps {
  label: string;
  hint: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Toggle({ label, hint, isOn, onChange }: ToggleProps) {
  return (
    <label className="flex items-start gap-2 text-sm">
      <input
        type="checkbox"
        className="mt-0.5 size-4 accent-accent"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <span className="font-medium">{label}</span>
        <span className="block text-xs text-muted">{hint}</span>
      </span>
    </label>
  );
}

/** Chooses the pattern that takes over the history of this one. */
function MergeForm({ pattern, onMerge }: { pattern: Pattern; onMerge: (into: string) => void }) {
  const [into, setInto] = useState("");
  const { data } = useQuery(patternsQuery({}));
  const others = data?.items.filter(({ id }) => id !== pattern.id) ?? [];
  if (others.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 border-t pt-3">
      <Field label="Merge into" hint="The other pattern keeps the history of both; this one is removed.">
        {(attributes) => (
          <Select {...attributes} value={into} onChange={(event) => setInto(event.target.value)}>
            <option value="">Choose a pattern</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button className="self-start" disabled={into === ""} onClick={() => onMerge(into)}>
        Merge
      </Button>
    </div>
  );
}
