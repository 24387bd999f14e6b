"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

interface CopyButtonProps {
  text: string;
  /** What is copied, for the accessible name: "Copy webhook URL". */
  label: string;
  /** Shows the word beside the icon. */
  showsWord?: boolean;
  className?: string;
}

const CONFIRM_MS = 1_600;

export function CopyButton({ text, label, showsWord = false, className }: CopyButtonProps) {
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
  const word =
    state === "copied" ? "Copied" : state === "failed" ? "Copying failed. Select the text instead." : "Copy";
  return (
    <Button
      variant="ghost"
      size={showsWord ? "sm" : "icon"}
      aria-label={label}
      title={label}
      onClick={copy}
      className={cn(!showsWord && "size-7", className)}
    >
      {state === "copied" ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
      {(showsWord || state === "failed") && <span aria-live="polite">{word}</span>}
    </Button>
  );
}

/** The clipboard API needs HTTPS or localhost; otherwise fall back to a selection. */
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
  if (!done) throw new Error("The browser refused to copy");
}
