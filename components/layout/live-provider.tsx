"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { collectChanges } from "@/components/layout/collect-changes";
import { followLive, type LiveState } from "@/components/layout/follow-live";
import { ApiError } from "@/lib/platform/http/api-fetch";
import { signInPath } from "@/lib/platform/http/own-path";
import { useMe } from "@/components/layout/me";
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
  const workspaceId = useMe().workspace.id;
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => follow(queryClient, workspaceId, setState), [queryClient, workspaceId]);
  useEffect(() => {
    if (state !== "down") return;
    const timer = setInterval(() => void queryClient.invalidateQueries(), POLL_MS);
    return () => clearInterval(timer);
  }, [state, queryClient]);
  return <Live value={state}>{children}</Live>;
}

function follow(
  queryClient: QueryClient,
  workspaceId: string,
  setState: (state: LiveState) => void,
): () => void {
  const changes = collectChanges(
    (keys) => Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    SETTLE_MS,
  );
  const stop = followLive({
    open: () => new EventSource(`/api/live?workspace=${encodeURIComponent(workspaceId)}`),
    onState: setState,
    onKeys: (keys) => changes.add(keys),
    // Also at the start: what happened between the server's reading and this moment was missed.
    onResync: () => void queryClient.invalidateQueries(),
    onRefused: () => void leaveOrTell(),
  });
  const end = () => {
    changes.stop();
    stop();
  };

  async function leaveOrTell(): Promise<void> {
    const status = await whyRefused();
    if (status === 401) return leave();
    if (status !== 409) return;
    end();
    setState("elsewhere");
  }
  return end;
}

/** The status that the session is refused with; null when it is not, or when that cannot be told now. */
async function whyRefused(): Promise<number | null> {
  try {
    await fetchMe();
    return null;
  } catch (error) {
    return error instanceof ApiError ? error.status : null;
  }
}

/** The session was ended elsewhere: the sign-in leads back to this page. */
function leave(): void {
  const { pathname, search, hash } = window.location;
  window.location.assign(signInPath(`${pathname}${search}${hash}`));
}
