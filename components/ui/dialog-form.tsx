"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

interface DialogFormProps {
  /** Label of the button that submits. */
  action: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (data: FormData) => void;
  onCancel: () => void;
  children: ReactNode;
}

/** A form in a dialog: its fields, the error of the last attempt, and buttons to submit and cancel. */
export function DialogForm({ action, isPending, error, onSubmit, onCancel, children }: DialogFormProps) {
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {children}
      {error && (
        <Callout tone="danger" role="alert">
          {error.message}
        </Callout>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={isPending}>
          {action}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
