import { checkOutboundHost, checkOutboundUrl } from "@/lib/platform/http/guarded-fetch";
import type { UpdateIntegration } from "@/lib/integrations/schemas";

/**
 * Refuses to store a URL or host that every call would refuse. What a host name resolves to is checked again on each call.
 * @throws AppError INVALID.
 */
export function checkAddresses({ config, credentials }: UpdateIntegration): void {
  if (config?.apiUrl) checkOutboundUrl(config.apiUrl, "config.apiUrl");
  if (config?.warehouse && "host" in config.warehouse) {
    checkOutboundHost(config.warehouse.host, "config.warehouse.host");
  }
  if (credentials && "webhookUrl" in credentials) {
    checkOutboundUrl(credentials.webhookUrl, "credentials.webhookUrl");
  }
}
