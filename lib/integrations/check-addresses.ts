import { checkOutboundHost, checkOutboundUrl } from "@/lib/platform/http/guarded-fetch";
import type { UpdateIntegration } from "@/lib/integrations/schemas";
import { isAllowedPath } from "@/lib/platform/allowed-folders";
import { env } from "@/lib/platform/env";
import { refuseIssue } from "@/lib/platform/errors";

/**
 * Refuses to store a URL, host or file that every use would refuse. What a host name resolves to and where a link leads is
 * checked again on each use.
 * @throws AppError INVALID.
 */
export async function checkAddresses({ config, credentials }: UpdateIntegration): Promise<void> {
  if (config?.apiUrl) checkOutboundUrl(config.apiUrl, "config.apiUrl");
  if (config?.warehouse && "host" in config.warehouse) {
    checkOutboundHost(config.warehouse.host, "config.warehouse.host");
  }
  if (config?.warehouse?.engine === "duckdb") {
    const isAllowed = await isAllowedPath(config.warehouse.path, env().PD_DUCKDB_ROOTS);
    const message = "must be in a folder that the operator lists in PD_DUCKDB_ROOTS";
    refuseIssue(isAllowed ? null : { path: "config.warehouse.path", message });
  }
  if (credentials && "webhookUrl" in credentials) {
    checkOutboundUrl(credentials.webhookUrl, "credentials.webhookUrl");
  }
}
