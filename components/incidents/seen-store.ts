"use client";

import { useSyncExternalStore } from "react";
import { z } from "zod";

const KEY = "pd-seen";
const KEPT = 500;
const Seen = z.record(z.string(), z.string());
const NONE: Readonly<Record<string, string>> = {};

let seen: Readonly<Record<string, string>> | undefined;
const listeners = new Set<() => void>();

function read(): Readonly<Record<string, string>> {
  seen ??= load();
  return seen;
}

function load(): Readonly<Record<string, string>> {
  try {
    return Seen.parse(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return NONE;
  }
}

/** Remembers, in this browser, that an incident was looked at as it stood then. */
export function markSeen(incidentId: string, lastSeenAt: string): void {
  if (read()[incidentId] === lastSeenAt) return;
  const { [incidentId]: _old, ...rest } = read();
  seen = Object.fromEntries([...Object.entries(rest).slice(-KEPT + 1), [incidentId, lastSeenAt]]);
  try {
    localStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // A browser without storage forgets with the tab.
  }
  for (const listener of listeners) listener();
}

/** Answers whether an incident failed since it was last looked at in this browser. */
export function useIsUnread(): (incident: { id: string; lastSeenAt: string }) => boolean {
  const known = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read,
    () => NONE,
  );
  return ({ id, lastSeenAt }) => (known[id] ?? "") < lastSeenAt;
}
