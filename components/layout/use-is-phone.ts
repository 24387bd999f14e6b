"use client";

import { useSyncExternalStore } from "react";

// Just below the `sm` breakpoint.
const PHONE = "(max-width: 639.98px)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the window is phone-sized; false on the server. Only for what CSS cannot decide. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}
