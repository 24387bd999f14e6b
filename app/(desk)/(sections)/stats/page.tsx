import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext, plainSearch, type SearchParams } from "@/app/(desk)/page-context";
import { StatsView } from "@/components/stats/stats-view";
import { getStats } from "@/lib/stats/data";
import { statsQuery } from "@/lib/stats/query-options";

export const metadata = { title: "Stats" };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export default async function StatsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = await plainSearch(searchParams);
  const days = Math.min(365, Math.max(1, Math.round(Number(search["days"])) || 30));
  const pipeline = search["pipeline"] ?? null;
  const ctx = await pageContext(`/stats?days=${days}`);
  // Rounded to the hour, so that repeated visits hit the cache.
  const until = new Date(Math.ceil(ctx.now().getTime() / HOUR_MS) * HOUR_MS).toISOString();
  const range = {
    since: new Date(Date.parse(until) - days * DAY_MS).toISOString(),
    until,
    ...(pipeline ? { pipeline } : {}),
  };
  const params = new URLSearchParams(range).toString();
  const client = new QueryClient();
  await client.query({ ...statsQuery(params), queryFn: () => getStats(ctx, range) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <StatsView params={params} days={days} pipeline={pipeline} />
    </HydrationBoundary>
  );
}
