"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { apiFetch } from "@/lib/platform/http/api-fetch";

const Anything = z.unknown();

interface Action {
  path: string;
  method?: "POST" | "PATCH";
  body?: unknown;
}

/** A write about an incident; everything the page shows of it is fetched again afterwards. */
export function useIncidentAction(incidentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, method = "POST", body = {} }: Action) => apiFetch(path, Anything, { method, body }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["incident", incidentId] });
      await client.invalidateQueries({ queryKey: ["incidents"] });
    },
  });
}
