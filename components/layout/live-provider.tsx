"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { keysFor, LiveMessage } from "@/components/layout/live-keys";

export type LiveState = "connecting" | "live" | "down";

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
  const touched = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasDown = false;
  const source = new EventSource("/api/live");
  const flush = () => {
    timer = undefined;
    for (const queryKey of touched.values()) void queryClient.invalidateQueries({ queryKey });
    touched.clear();
  };
  source.addEventListener("open", () => {
    setState("live");
    // What happened while nobody listened was missed.
    if (wasDown) void queryClient.invalidateQueries();
    wasDown = false;
  });
  source.addEventListener("message", (event: MessageEvent<string>) => {
    const message = LiveMessage.safeParse(JSON.parse(event.data));
    if (!message.success) return;
    for (const key of keysFor(message.data)) touched.set(key.join("/"), key);
    timer ??= setTimeout(flush, SETTLE_MS);
  });
  source.addEventListener("error", () => {
    wasDown = true;
    setState("down");
  });
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
