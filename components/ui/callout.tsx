import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

const calloutVariants = cva("rounded-md border px-3 py-2 text-sm anywhere", {
  variants: {
    tone: {
      neutral: "bg-subtle text-ink",
      warn: "border-transparent bg-warn-tint text-warn-ink",
      danger: "border-transparent bg-danger-tint text-danger-ink",
      ok: "border-transparent bg-ok-tint text-ok",
    },
  },
  defaultVariants: { tone: "neutral" },
});

interface CalloutProps extends VariantProps<typeof calloutVariants> {
  children: ReactNode;
  className?: string;
  /** `alert` for errors, `status` for updates. */
  role?: "alert" | "status";
}

/** A highlighted message: what happened, then what to do. */
export function Callout({ tone, children, className, role }: CalloutProps) {
  return (
    <div role={role} className={cn(calloutVariants({ tone }), className)}>
      {children}
    </div>
  );
}
