"use client";

import { useState, type KeyboardEvent } from "react";
import { CategoryOptions, chosenCategory } from "@/components/diagnosis/category-options";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import type { KnownCategory } from "@/lib/failures/schemas";
import type { GiveVerdict } from "@/lib/knowledge/verdicts/schemas";

interface CorrectionFormProps {
  verdict: "partly" | "wrong";
  isPending: boolean;
  onSave: (verdict: GiveVerdict) => void;
  onCancel: () => void;
}

/** The right category and cause in one line. Both may be left out; Enter saves, Escape cancels. */
export function CorrectionForm({ verdict, isPending, onSave, onCancel }: CorrectionFormProps) {
  const [category, setCategory] = useState<KnownCategory | "">("");
  const [cause, setCause] = useState("");
  const isMissingCategory = verdict === "wrong" && cause.trim() !== "" && category === "";
  const save = () => {
    if (isMissingCategory) return;
    onSave({
      verdict,
      ...(category !== "" && { category }),
      ...(cause.trim() !== "" && { cause: cause.trim() }),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
  };
  return (
    <form
      aria-label="The right cause"
      className="flex flex-wrap items-center gap-2"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Select
        autoFocus
        aria-label="Right category"
        className="w-full sm:w-52"
        value={category}
        aria-invalid={isMissingCategory || undefined}
        onChange={(event) => setCategory(chosenCategory(event.target.value) ?? "")}
      >
        <option value="">Category</option>
        <CategoryOptions />
      </Select>
      <Input
        aria-label="Right cause"
        className="w-full sm:w-auto sm:min-w-60 sm:flex-1"
        placeholder={verdict === "wrong" ? "What was the cause? (optional)" : "What is missing? (optional)"}
        value={cause}
        maxLength={500}
        onChange={(event) => setCause(event.target.value)}
      />
      <Button type="submit" variant="primary" disabled={isPending || isMissingCategory}>
        Save
      </Button>
      <Button variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
      {isMissingCategory && (
        <p role="alert" className="basis-full text-xs text-danger-ink">
          Choose a category for this cause.
        </p>
      )}
    </form>
  );
}
