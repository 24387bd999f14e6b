"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

interface CopyButtonProps {
  text: string;
  /** What is copied, for the accessible name: "Copy webhook URL". */
  label: string;
  /** Also shows the word beside the icon. */
  isWordy?: boolean;
  className?: string;
}

const CONFIRM_MS = 1_600;

export function CopyButton({ text, label, isWordy = false, className }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    copyText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const word = state === "copied" ? "Copied" : state === "failed" ? "Select and copy by hand" : "Copy";
  return (
    <Button
      variant="ghost"
      size={isWordy ? "sm" : "icon"}
      aria-label={label}
      title={label}
      onClick={copy}
      className={cn(!isWordy && "size-7", className)}
    >
      {state === "copied" ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
      {(isWordy || state === "failed") && <span aria-live="polite">{word}</span>}
    </Button>
  );
}

/** The clipboard API needs https or localhost; elsewhere a selection does. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copying is not allowed here");
}
