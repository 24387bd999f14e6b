import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { pageContext } from "@/app/(desk)/page-context";
import { PipelineView } from "@/components/pipelines/pipeline-view";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { pipelineQuery } from "@/lib/desk/pipeline/query-options";
import { AppError } from "@/lib/platform/errors";

export const metadata = { title: "Pipeline" };

export default async function PipelinePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await pageContext(`/pipelines/${id}`);
  const pipeline = await getPipeline(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const client = new QueryClient();
  await client.query({ ...pipelineQuery(id), queryFn: () => pipeline });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PipelineView key={id} id={id} />
    </HydrationBoundary>
  );
}
