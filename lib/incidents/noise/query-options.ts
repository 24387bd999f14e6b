import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import {
  NoisePolicy,
  NoisePolicyPage,
  NoisePreview,
  type CreateNoisePolicy,
  type UpdateNoisePolicy,
} from "@/lib/incidents/noise/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const noisePoliciesQuery = () =>
  queryOptions({
    queryKey: ["noise-policies"],
    queryFn: ({ signal }) => apiFetch("/api/noise-policies", NoisePolicyPage, { signal }),
  });

export function createNoisePolicy(body: CreateNoisePolicy): Promise<NoisePolicy> {
  return apiFetch("/api/noise-policies", NoisePolicy, { method: "POST", body });
}

export function updateNoisePolicy(id: string, body: UpdateNoisePolicy): Promise<NoisePolicy> {
  return apiFetch(`/api/noise-policies/${id}`, NoisePolicy, { method: "PATCH", body });
}

export function deleteNoisePolicy(id: string): Promise<{ id: string }> {
  return apiFetch(`/api/noise-policies/${id}`, z.object({ id: z.string() }), { method: "DELETE" });
}

export function previewNoisePolicy(body: CreateNoisePolicy): Promise<NoisePreview> {
  return apiFetch("/api/noise-policies/preview", NoisePreview, { method: "POST", body });
}
