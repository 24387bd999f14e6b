"use client";

import { useSyncExternalStore } from "react";
import { exactTime, relativeTime } from "@/components/ui/relative-time-text";

const TICK_MS = 15_000;

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, TICK_MS);
  return () => clearInterval(timer);
}

/** A moment as people say it, the exact one and its zone on hover. Server and first paint show the exact date. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const now = useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / TICK_MS) * TICK_MS,
    () => 0,
  );
  return (
    <time dateTime={at} title={now ? exactTime(at) : undefined} className={className}>
      {now ? relativeTime(at, Math.max(now, Date.parse(at))) : at.slice(0, 16).replace("T", " ")}
    </time>
  );
}
