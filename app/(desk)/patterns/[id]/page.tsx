import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { orNotFound, pageContext } from "@/app/(desk)/page-context";
import { PatternView } from "@/components/patterns/pattern-view";
import { getPattern } from "@/lib/knowledge/patterns/data";
import { patternQuery } from "@/lib/knowledge/patterns/query-options";

export const metadata = { title: "Pattern" };

export default async function PatternPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await pageContext(`/patterns/${id}`);
  const pattern = await orNotFound(getPattern(ctx, id));
  const client = new QueryClient();
  await client.query({ ...patternQuery(id), queryFn: () => pattern });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PatternView key={id} id={id} />
    </HydrationBoundary>
  );
}
