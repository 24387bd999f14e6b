import type { z } from "zod";
import type { IntegrationConnection } from "@/lib/integrations/data";
import { KeyLogin, PasswordLogin, ServiceAccountLogin } from "@/lib/integrations/warehouses/schemas";
import { AppError } from "@/lib/platform/errors";
import type { WarehouseConnection } from "@/lib/vendors/warehouse/open-warehouse";

/**
 * Converts an integration to the connection of a warehouse. Pure.
 * @throws AppError INVALID if the credentials are for another engine.
 */
export function toWarehouseConnection(
  { apiUrl, settings, credentials }: Extract<IntegrationConnection, { kind: "warehouse" }>,
  signal?: AbortSignal,
): WarehouseConnection {
  switch (settings.engine) {
    case "postgresql":
    case "redshift":
    case "mysql":
      return { ...settings, ...loginOf(PasswordLogin, credentials), signal };
    case "snowflake":
      return { ...settings, ...loginOf(KeyLogin, credentials), apiUrl, signal };
    case "bigquery":
      return { ...settings, ...loginOf(ServiceAccountLogin, credentials), apiUrl, signal };
    case "duckdb":
      return { ...settings, signal };
  }
}

function loginOf<Login>(schema: z.ZodType<Login>, credentials: unknown): Login {
  const login = schema.safeParse(credentials);
  if (login.success) return login.data;
  throw new AppError("INVALID", "The credentials are for another kind of warehouse. Enter them again.");
}
