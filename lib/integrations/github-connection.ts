import type { IntegrationConnection } from "@/lib/integrations/data";
import type { GitHubConnection } from "@/lib/vendors/github/client";

/** Converts an integration to the GitHub client's connection. Pure. */
export function toGitHubConnection(
  { apiUrl, credentials }: Extract<IntegrationConnection, { kind: "github" }>,
  signal?: AbortSignal,
): GitHubConnection {
  return {
    ...(apiUrl !== null && { apiUrl }),
    ...("token" in credentials
      ? { token: credentials.token }
      : { app: { id: credentials.appId, privateKey: credentials.privateKey } }),
    signal,
    isUserConfigured: true,
  };
}
