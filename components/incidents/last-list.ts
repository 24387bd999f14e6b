"use client";

import { useSyncExternalStore } from "react";

const HOME = "/incidents";
let href = HOME;
const listeners = new Set<() => void>();

/** Remembers the view of the list that is left, so that one comes back to it and not to all incidents. */
export function rememberList(search: string): void {
  const next = search ? `${HOME}?${search}` : HOME;
  if (next === href) return;
  href = next;
  for (const listener of listeners) listener();
}

/** The list as it was looked at last in this tab. */
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
