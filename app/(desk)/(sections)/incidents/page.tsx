import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext, plainSearch, type SearchParams } from "@/app/(desk)/page-context";
import { IncidentList } from "@/components/incidents/incident-list";
import { filterAt, parseView, viewSearch } from "@/components/incidents/list-view";
import { listIncidents } from "@/lib/desk/data";
import { incidentsQuery } from "@/lib/desk/query-options";

export const metadata = { title: "Incidents" };

export default async function IncidentsPage({ searchParams }: { searchParams: SearchParams }) {
  const view = parseView(await plainSearch(searchParams));
  const search = viewSearch(view);
  const ctx = await pageContext(search ? `/incidents?${search}` : "/incidents");
  const filter = (now: number) => filterAt(view, now);
  const client = new QueryClient();
  await client.infiniteQuery({
    ...incidentsQuery(search, filter),
    queryFn: () => listIncidents(ctx, filter(ctx.now().getTime())),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IncidentList view={view} />
    </HydrationBoundary>
  );
}
