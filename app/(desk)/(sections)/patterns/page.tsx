import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext, plainSearch, type SearchParams } from "@/app/(desk)/page-context";
import { PatternsView } from "@/components/patterns/patterns-view";
import { listPatterns } from "@/lib/knowledge/patterns/data";
import { patternsQuery } from "@/lib/knowledge/patterns/query-options";
import { PatternFilter } from "@/lib/knowledge/patterns/schemas";

export const metadata = { title: "Patterns" };

export default async function PatternsPage({ searchParams }: { searchParams: SearchParams }) {
  // A filter in an edited address that makes no sense is left out.
  const { q, category, state } = PatternFilter.catch({}).parse(await plainSearch(searchParams));
  const filter = { q, category, state };
  const ctx = await pageContext("/patterns");
  const client = new QueryClient();
  await client.query({ ...patternsQuery(filter), queryFn: () => listPatterns(ctx, filter) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PatternsView filter={filter} />
    </HydrationBoundary>
  );
}
