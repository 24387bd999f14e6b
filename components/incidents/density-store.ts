"use client";

import { useSyncExternalStore } from "react";

const KEY = "pd-compact-rows";
const listeners = new Set<() => void>();
let chosen: boolean | undefined;

function read(): boolean {
  chosen ??= load();
  return chosen;
}

function load(): boolean {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

function choose(isCompact: boolean): void {
  chosen = isCompact;
  try {
    localStorage.setItem(KEY, isCompact ? "1" : "0");
  } catch {
    // A browser without storage forgets with the tab.
  }
  for (const listener of listeners) listener();
}

/** Whether the list shows one line a row, chosen in this browser, and a way to choose. */
export function useCompactRows(): [boolean, (isCompact: boolean) => void] {
  const isCompact = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    () => false,
  );
  return [isCompact, choose];
}
