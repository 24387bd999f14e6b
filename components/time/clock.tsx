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
  // A snapshot must not change between ticks; catch up if nobody was listening.
  if (Date.now() - now > 2 * TICK_MS) now = Date.now();
  return now;
}

/** Provides the server's clock for the first render, so hydration matches. */
export function ClockProvider({ serverNow, children }: { serverNow: number; children: ReactNode }) {
  return <ServerNow value={serverNow}>{children}</ServerNow>;
}

/** The current time in epoch milliseconds, updated every 20 s. */
export function useNow(): number {
  const serverNow = useContext(ServerNow);
  return useSyncExternalStore(subscribe, readNow, () => serverNow);
}

const never = () => () => {};

/** False on the server and during hydration. Wait for it before rendering anything in the reader's time zone. */
export function useIsBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
