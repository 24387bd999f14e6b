import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext } from "@/app/(desk)/page-context";
import { SetupView } from "@/components/setup/setup-view";
import { listSourceKinds } from "@/lib/intake/list-source-kinds";
import { listSources } from "@/lib/sources/data";
import { sourceKindsQuery, sourcesQuery } from "@/lib/sources/query-options";

export const metadata = { title: "Setup" };

export default async function SetupPage() {
  const ctx = await pageContext("/setup");
  const client = new QueryClient();
  client.setQueryData(sourceKindsQuery().queryKey, listSourceKinds());
  await client.query({ ...sourcesQuery(), queryFn: () => listSources(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SetupView />
    </HydrationBoundary>
  );
}
