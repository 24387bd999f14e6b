"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  className?: string;
}

/** A modal that restores focus on close. On phones it is a bottom sheet. */
export function Dialog({ open, onOpenChange, title, description, children, className }: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-[oklch(0.2_0.02_262/0.45)]" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[88dvh] flex-col overflow-hidden rounded-t-lg border bg-raised shadow-pop animate-appear",
            "sm:inset-x-auto sm:bottom-auto sm:top-[12vh] sm:left-1/2 sm:max-h-[76dvh] sm:w-[min(560px,calc(100vw-32px))] sm:-translate-x-1/2 sm:rounded-lg",
            className,
          )}
        >
          <div className="border-b py-3 pr-13 pl-4">
            <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="mt-0.5 text-sm text-muted">
                {description}
              </Primitive.Description>
            )}
          </div>
          <div className="overflow-y-auto p-4">{children}</div>
          {/* Last, so that the dialog opens with the focus on its first field. */}
          <Primitive.Close
            aria-label="Close"
            className="absolute top-3 right-3 flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover"
          >
            <X className="size-4" aria-hidden />
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
