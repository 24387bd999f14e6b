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
    // Without storage, the choice lasts as long as the tab.
  }
  for (const listener of listeners) listener();
}

/** Whether the list shows one line per row, and a setter. Stored in this browser. */
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
