"use client";

import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";

const TICK_MS = 20_000;
const ServerNow = createContext(0);

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function readNow(): number {
  // Stands still between ticks, as a snapshot must; catches up when nobody was listening.
  if (Date.now() - now > 2 * TICK_MS) now = Date.now();
  return now;
}

/** Gives the first paint in the browser the server's clock, so that both say the same. */
export function ClockProvider({ serverNow, children }: { serverNow: number; children: ReactNode }) {
  return <ServerNow value={serverNow}>{children}</ServerNow>;
}

/** The present moment in epoch milliseconds, renewed every 20 s. */
export function useNow(): number {
  const serverNow = useContext(ServerNow);
  return useSyncExternalStore(subscribe, readNow, () => serverNow);
}

const never = () => () => {};

/** False while the server renders and during hydration: what depends on the reader's zone waits for true. */
export function useIsBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
