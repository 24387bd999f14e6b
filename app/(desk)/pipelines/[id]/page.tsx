import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { orNotFound, pageContext } from "@/app/(desk)/page-context";
import { PipelineView } from "@/components/pipelines/pipeline-view";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { pipelineQuery } from "@/lib/desk/pipeline/query-options";

export const metadata = { title: "Pipeline" };

export default async function PipelinePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await pageContext(`/pipelines/${id}`);
  const pipeline = await orNotFound(getPipeline(ctx, id));
  const client = new QueryClient();
  await client.query({ ...pipelineQuery(id), queryFn: () => pipeline });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PipelineView key={id} id={id} />
    </HydrationBoundary>
  );
}
