"use client";

import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import "@/components/layout/style-nonce";
import { LiveProvider } from "@/components/layout/live-provider";
import { ApiError } from "@/lib/platform/http/api-fetch";

const STALE_MS = 5_000;

function createClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    // Every change adds an audit entry, on any page.
    mutationCache: new MutationCache({
      onSuccess: () => void client.invalidateQueries({ queryKey: ["audit"] }),
    }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        refetchOnWindowFocus: true,
        retry: (count, error) =>
          count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });
  return client;
}

/** The query cache, kept fresh by the event stream. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={client}>
      <LiveProvider>{children}</LiveProvider>
    </QueryClientProvider>
  );
}
