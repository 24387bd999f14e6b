import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext } from "@/app/(desk)/page-context";
import { SettingsView } from "@/components/settings/settings-view";
import { listIntegrations } from "@/lib/integrations/data";
import { integrationsQuery } from "@/lib/integrations/query-options";
import { findModelSpend } from "@/lib/model/data";
import { usageQuery } from "@/lib/model/query-options";
import { can } from "@/lib/platform/auth/permissions";
import { getWorkspace, listApiTokens, listMembers, listSessions } from "@/lib/workspaces/data";
import { apiTokensQuery, membersQuery, sessionsQuery, workspaceQuery } from "@/lib/workspaces/query-options";

export const metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await pageContext("/settings");
  const client = new QueryClient();
  await Promise.all([
    client.query({ ...membersQuery(), queryFn: () => listMembers(ctx) }),
    client.query({ ...workspaceQuery(), queryFn: () => getWorkspace(ctx) }),
    client.query({ ...usageQuery(), queryFn: async () => ({ model: await findModelSpend(ctx) }) }),
    client.query({ ...sessionsQuery(), queryFn: () => listSessions(ctx) }),
    ...(can(ctx, "token.read")
      ? [
          client.query({ ...apiTokensQuery(), queryFn: () => listApiTokens(ctx) }),
          client.query({ ...integrationsQuery(), queryFn: () => listIntegrations(ctx) }),
        ]
      : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SettingsView />
    </HydrationBoundary>
  );
}
