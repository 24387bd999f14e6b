import { AppError } from "@/lib/platform/errors";
import type { IntegrationConnection } from "@/lib/integrations/data";
import type { WarehouseConnection } from "@/lib/vendors/warehouse/open-warehouse";

/**
 * Converts an integration to the connection of a warehouse. Pure.
 * @throws AppError INVALID if the settings are missing or the credentials are for another engine.
 */
export function toWarehouseConnection(
  { apiUrl, settings, credentials }: Extract<IntegrationConnection, { kind: "warehouse" }>,
  signal?: AbortSignal,
): WarehouseConnection {
  switch (settings.engine) {
    case "postgresql":
    case "redshift":
    case "mysql":
      if ("password" in credentials) return { ...settings, ...credentials, signal };
      break;
    case "snowflake":
      if ("privateKey" in credentials) return { ...settings, ...credentials, apiUrl, signal };
      break;
    case "bigquery":
      if ("serviceAccount" in credentials) return { ...settings, ...credentials, apiUrl, signal };
      break;
  }
  throw new AppError("INVALID", "The credentials are for another kind of warehouse. Enter them again.");
}
