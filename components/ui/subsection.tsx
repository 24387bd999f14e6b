import type { ReactNode } from "react";

interface SubsectionProps {
  title: string;
  /** The level of the heading. */
  as?: "h3" | "h4";
  children: ReactNode;
}

/** A section within a card, under a small heading. */
export function Subsection({ title, as: Heading = "h3", children }: SubsectionProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Heading className="text-xs font-semibold text-muted">{title}</Heading>
      {children}
    </div>
  );
}
