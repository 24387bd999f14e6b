"use client";

import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn";

interface Toast {
  id: number;
  text: string;
  tone: "neutral" | "danger";
  action: ToastAction | null;
}

interface ToastAction {
  label: string;
  run: () => void;
}

const SHOWN_MS = 6_000;
/** Long enough to read it, notice a mistake and reach for the button. */
const SHOWN_WITH_ACTION_MS = 12_000;
const NONE: readonly Toast[] = [];
let toasts: readonly Toast[] = NONE;
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/**
 * Shows a toast, for outcomes that have no better place on the page. One of tone `danger` stays until dismissed.
 * @returns what dismisses it.
 */
export function toast(
  text: string,
  action: ToastAction | null = null,
  tone: Toast["tone"] = "neutral",
): () => void {
  const id = nextId++;
  publish([...toasts.slice(-2), { id, text, tone, action }]);
  return () => dismiss(id);
}

/** Shows an error's message as a toast. */
export function toastError(error: unknown): void {
  toast(error instanceof Error ? error.message : "Something went wrong.", null, "danger");
}

const dismiss = (id: number) => publish(toasts.filter((item) => item.id !== id));
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-33 z-50 flex flex-col items-end gap-2 sm:right-4 sm:bottom-4 sm:left-auto"
    >
      {shown.map((item) => (
        <ToastCard key={item.id} toast={item} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { id, text, tone, action } }: { toast: Toast }) {
  const shownMs = action ? SHOWN_WITH_ACTION_MS : SHOWN_MS;
  useEffect(() => {
    // Errors stay until dismissed.
    if (tone === "danger") return;
    const timer = setTimeout(() => dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, tone, shownMs]);
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={cn(
        "pointer-events-auto flex max-w-md items-start gap-2 rounded-lg border bg-raised py-2 pr-2 pl-3 text-sm shadow-pop animate-appear",
        tone === "danger" && "border-l-3 border-l-critical",
      )}
    >
      <span className="max-h-60 min-w-0 overflow-y-auto py-0.5 whitespace-pre-line anywhere">{text}</span>
      {action && (
        <button
          type="button"
          className="shrink-0 rounded-md px-1.5 py-0.5 font-medium text-accent hover:bg-hover"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismiss(id)}
        className="flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </div>
  );
}
