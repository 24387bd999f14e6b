"use client";

import { useSyncExternalStore } from "react";

const HOME = "/incidents";
let href = HOME;
const listeners = new Set<() => void>();

/** Remembers the current list view, so that "Incidents" links lead back to it. */
export function rememberList(search: string): void {
  const next = search ? `${HOME}?${search}` : HOME;
  if (next === href) return;
  href = next;
  for (const listener of listeners) listener();
}

/** URL of the list view last shown in this tab. */
export function useLastList(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => href,
    () => HOME,
  );
}
