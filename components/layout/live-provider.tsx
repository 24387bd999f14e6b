"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { collectChanges } from "@/components/layout/collect-changes";
import { followLive, type LiveState } from "@/components/layout/follow-live";
import { ApiError } from "@/lib/platform/http/api-fetch";
import { signInPath } from "@/lib/platform/http/own-path";
import { fetchMe } from "@/lib/workspaces/query-options";

const Live = createContext<LiveState>("connecting");
const SETTLE_MS = 150;
const POLL_MS = 10_000;

/** Whether changes arrive by themselves. */
export function useLive(): LiveState {
  return useContext(Live);
}

/** One event stream for the tab; while it is down, what is on the page is asked for every 10 s. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => follow(queryClient, setState), [queryClient]);
  useEffect(() => {
    if (state !== "down") return;
    const timer = setInterval(() => void queryClient.invalidateQueries(), POLL_MS);
    return () => clearInterval(timer);
  }, [state, queryClient]);
  return <Live value={state}>{children}</Live>;
}

function follow(queryClient: QueryClient, setState: (state: LiveState) => void): () => void {
  const changes = collectChanges(
    (keys) => Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    SETTLE_MS,
  );
  const stop = followLive({
    open: () => new EventSource("/api/live"),
    onState: setState,
    onKeys: (keys) => changes.add(keys),
    // Also at the start: what happened between the server's reading and this moment was missed.
    onResync: () => void queryClient.invalidateQueries(),
    onRefused: () => void leaveIfSignedOut(),
  });
  return () => {
    changes.stop();
    stop();
  };
}

/** A session that was ended elsewhere: the sign-in leads back to this page. Any other trouble may pass. */
async function leaveIfSignedOut(): Promise<void> {
  try {
    await fetchMe();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) return;
    const { pathname, search, hash } = window.location;
    window.location.assign(signInPath(`${pathname}${search}${hash}`));
  }
}
