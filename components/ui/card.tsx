import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

interface CardProps {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  label?: string;
}

/** A bordered region with a heading. */
export function Card({ title, actions, children, className, label }: CardProps) {
  return (
    <section aria-label={label} className={cn("min-w-0 rounded-lg border bg-panel", className)}>
      {title !== undefined && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b px-4 py-2">
          <h2 className="text-[13px] font-semibold">{title}</h2>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
