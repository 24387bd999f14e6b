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

/** Remembers in this browser that an incident was seen, and its last failure at that time. */
export function markSeen(incidentId: string, lastSeenAt: string): void {
  if (read()[incidentId] === lastSeenAt) return;
  const { [incidentId]: _old, ...rest } = read();
  seen = Object.fromEntries([...Object.entries(rest).slice(-KEPT + 1), [incidentId, lastSeenAt]]);
  try {
    localStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // Without storage, it lasts as long as the tab.
  }
  for (const listener of listeners) listener();
}

/** Returns a check for whether an incident has failed since it was last seen in this browser. */
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
