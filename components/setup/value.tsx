import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";

interface ValueProps {
  name: string;
  text: string;
  aside?: ReactNode;
}

/** A labelled value with a copy button. */
export function Value({ name, text, aside }: ValueProps) {
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-0.5 text-sm">
      <span className="w-24 shrink-0 text-muted">{name}</span>
      <code className="min-w-0 text-log anywhere">{text}</code>
      <CopyButton text={text} label={`Copy ${name}`} />
      {aside}
    </div>
  );
}
