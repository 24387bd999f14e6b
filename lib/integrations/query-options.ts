import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import {
  Integration,
  IntegrationPage,
  IntegrationTest,
  type CreateIntegration,
  type UpdateIntegration,
} from "@/lib/integrations/schemas";
import { apiFetch } from "@/lib/platform/http/api-fetch";

export const integrationsQuery = () =>
  queryOptions({
    queryKey: ["integrations"],
    queryFn: ({ signal }) => apiFetch("/api/integrations", IntegrationPage, { signal }),
  });

export function createIntegration(body: CreateIntegration): Promise<Integration> {
  return apiFetch("/api/integrations", Integration, { method: "POST", body });
}

export function updateIntegration(id: string, body: UpdateIntegration): Promise<Integration> {
  return apiFetch(`/api/integrations/${id}`, Integration, { method: "PATCH", body });
}

export function deleteIntegration(id: string): Promise<{ id: string }> {
  return apiFetch(`/api/integrations/${id}`, z.object({ id: z.string() }), { method: "DELETE" });
}

export function testIntegration(id: string): Promise<IntegrationTest> {
  return apiFetch(`/api/integrations/${id}/test`, IntegrationTest, { method: "POST", body: {} });
}
