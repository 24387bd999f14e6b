"use client";

import { Popover as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

interface PopoverProps {
  trigger: ReactNode;
  children: ReactNode;
  /** The heading and accessible name. */
  label: string;
  className?: string;
  align?: "start" | "center" | "end";
  /** Preferred side, if there is room. */
  side?: "top" | "bottom";
}

export function Popover({
  trigger,
  children,
  label,
  className,
  align = "start",
  side = "bottom",
}: PopoverProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={12}
          className={cn(
            "z-50 max-h-(--radix-popover-content-available-height) w-[min(380px,calc(100vw-24px))] overflow-y-auto rounded-lg border bg-raised p-3 text-sm shadow-pop animate-appear",
            className,
          )}
        >
          <p className="pb-2 text-sm font-semibold">{label}</p>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** A dotted link that opens an explanation. */
export function WhyButton({ children, ...props }: { children: ReactNode; "aria-label"?: string }) {
  return (
    <button
      type="button"
      className="rounded-sm text-sm text-muted underline decoration-dotted underline-offset-3 hover:text-ink"
      {...props}
    >
      {children}
    </button>
  );
}
