import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext } from "@/app/(desk)/page-context";
import { PipelinesView } from "@/components/pipelines/pipelines-view";
import { listPipelines } from "@/lib/stats/data";
import { pipelinesQuery } from "@/lib/stats/query-options";

export const metadata = { title: "Pipelines" };

export default async function PipelinesPage() {
  const ctx = await pageContext("/pipelines");
  const client = new QueryClient();
  await client.query({ ...pipelinesQuery(), queryFn: () => listPipelines(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PipelinesView />
    </HydrationBoundary>
  );
}
