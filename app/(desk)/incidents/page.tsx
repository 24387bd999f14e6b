import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { redirect } from "next/navigation";
import { IncidentList } from "@/components/incidents/incident-list";
import { listIncidents } from "@/lib/incidents/data";
import { incidentsQuery } from "@/lib/incidents/query-options";
import { IncidentFilter } from "@/lib/incidents/schemas";
import { findSessionContext } from "@/lib/platform/auth/authenticate";

export const metadata = { title: "Incidents" };
export const dynamic = "force-dynamic";

export default async function IncidentsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const ctx = await findSessionContext();
  if (!ctx) redirect("/sign-in");
  const parsed = IncidentFilter.safeParse(await searchParams);
  const filter = parsed.success ? parsed.data : {};
  const client = new QueryClient();
  await client.prefetchQuery({ ...incidentsQuery(filter), queryFn: () => listIncidents(ctx, filter) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IncidentList filter={filter} />
    </HydrationBoundary>
  );
}
