"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keysFor, LiveMessage } from "@/components/layout/live-keys";

const SETTLE_MS = 150;
const POLL_MS = 10_000;

/** Follows the workspace's changes and refetches what they touch; polls slowly while the stream is down. */
export function LiveUpdates() {
  const client = useQueryClient();
  useEffect(() => {
    const touched = new Map<string, readonly unknown[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let poll: ReturnType<typeof setInterval> | undefined;
    const flush = () => {
      timer = undefined;
      for (const queryKey of touched.values()) void client.invalidateQueries({ queryKey });
      touched.clear();
    };
    const source = new EventSource("/api/live");
    source.addEventListener("message", (event: MessageEvent<string>) => {
      const message = LiveMessage.safeParse(JSON.parse(event.data));
      if (!message.success) return;
      for (const key of keysFor(message.data)) touched.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, SETTLE_MS);
    });
    source.addEventListener("open", () => clearInterval(poll));
    source.addEventListener("error", () => {
      clearInterval(poll);
      poll = setInterval(() => void client.invalidateQueries(), POLL_MS);
    });
    return () => {
      source.close();
      clearTimeout(timer);
      clearInterval(poll);
    };
  }, [client]);
  return null;
}
