"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { CommandPalette } from "@/components/layout/command-palette";
import { LiveUpdates } from "@/components/layout/live-updates";
import { ApiError } from "@/lib/platform/http/api-fetch";

function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (count, error) =>
          count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={client}>
      <LiveUpdates />
      <CommandPalette />
      {children}
    </QueryClientProvider>
  );
}
