"use client";

import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn";

interface Toast {
  id: number;
  text: string;
  tone: "neutral" | "danger";
}

const SHOWN_MS = 6_000;
const NONE: readonly Toast[] = [];
let toasts: readonly Toast[] = NONE;
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast, for outcomes that have no better place on the page. */
export function toast(text: string, tone: Toast["tone"] = "neutral"): void {
  publish([...toasts.slice(-2), { id: nextId++, text, tone }]);
}

/** Shows an error's message as a toast. */
export function toastError(error: unknown): void {
  toast(error instanceof Error ? error.message : "Something went wrong.", "danger");
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
      className="pointer-events-none fixed inset-x-3 bottom-18 z-50 flex flex-col items-end gap-2 sm:right-4 sm:bottom-4 sm:left-auto"
    >
      {shown.map((item) => (
        <ToastCard key={item.id} toast={item} />
      ))}
    </div>
  );
}

function ToastCard({ toast: { id, text, tone } }: { toast: Toast }) {
  useEffect(() => {
    // Errors stay until dismissed.
    if (tone === "danger") return;
    const timer = setTimeout(() => dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, tone]);
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={cn(
        "pointer-events-auto flex max-w-md items-start gap-2 rounded-lg border bg-raised py-2 pr-2 pl-3 text-sm shadow-pop animate-appear",
        tone === "danger" && "border-l-3 border-l-critical",
      )}
    >
      <span className="min-w-0 py-0.5 anywhere">{text}</span>
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
