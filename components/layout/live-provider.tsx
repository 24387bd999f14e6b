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

/** The state of live updates. */
export function useLive(): LiveState {
  return useContext(Live);
}

/** One event stream per tab; while it is down, the page polls every 10 s. */
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
    // Also on start, to catch changes made since the server rendered the page.
    onResync: () => void queryClient.invalidateQueries(),
    onRefused: () => void handleRefusal(),
  });
  const end = () => {
    changes.stop();
    stop();
  };

  async function handleRefusal(): Promise<void> {
    const status = await refusalStatus();
    if (status === 401) return redirectToSignIn();
    if (status !== 409) return;
    end();
    setState("elsewhere");
  }
  return end;
}

/** The HTTP status the session is refused with; null if it is accepted or the server is unreachable. */
async function refusalStatus(): Promise<number | null> {
  try {
    await fetchMe();
    return null;
  } catch (error) {
    return error instanceof ApiError ? error.status : null;
  }
}

/** The session has ended; signing in leads back to this page. */
function redirectToSignIn(): void {
  const { pathname, search, hash } = window.location;
  window.location.assign(signInPath(`${pathname}${search}${hash}`));
}
