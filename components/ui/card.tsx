import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-lg border bg-surface", className)} {...props} />;
}

interface CardHeaderProps {
  title: ReactNode;
  /** Shown at the right: counts, toggles, actions. */
  aside?: ReactNode;
  id?: string;
}

export function CardHeader({ title, aside, id }: CardHeaderProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-2">
      <h2 id={id} className="text-sm font-semibold">
        {title}
      </h2>
      {aside && <div className="flex flex-wrap items-center gap-2 text-sm text-muted">{aside}</div>}
    </div>
  );
}

export function CardBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("p-4", className)} {...props} />;
}
