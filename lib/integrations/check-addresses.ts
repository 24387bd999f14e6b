import { checkOutboundUrl } from "@/lib/platform/http/guarded-fetch";
import type { UpdateIntegration } from "@/lib/integrations/schemas";

/**
 * Refuses to store an address that would be refused at every call. What a host name resolves to is checked at each
 * call again.
 * @throws AppError INVALID.
 */
export function checkAddresses({ config, credentials }: UpdateIntegration): void {
  if (config?.apiUrl) checkOutboundUrl(config.apiUrl, "config.apiUrl");
  if (credentials && "webhookUrl" in credentials) {
    checkOutboundUrl(credentials.webhookUrl, "credentials.webhookUrl");
  }
}
