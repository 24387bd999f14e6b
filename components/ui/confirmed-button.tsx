"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

interface ConfirmedButtonProps {
  label: string;
  /** What it is about, for screen readers. */
  name: string;
  /** Label of the button that does it. */
  confirm: string;
  isPending: boolean;
  onConfirm: () => void;
}

/** A button for what cannot be undone: the first click asks, the second one does it. */
export function ConfirmedButton({ label, name, confirm, isPending, onConfirm }: ConfirmedButtonProps) {
  const [isConfirming, setConfirming] = useState(false);
  if (!isConfirming) {
    return (
      <Button size="sm" variant="danger" aria-label={`${label} ${name}`} onClick={() => setConfirming(true)}>
        {label}
      </Button>
    );
  }
  return (
    <span className="flex gap-1">
      <Button size="sm" variant="danger" autoFocus disabled={isPending} onClick={onConfirm}>
        {confirm}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => setConfirming(false)}>
        Keep
      </Button>
    </span>
  );
}
