import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { orNotFound, pageContext } from "@/app/(desk)/page-context";
import { IncidentView } from "@/components/incidents/incident-view";
import { listShownEvidence } from "@/lib/diagnosis/data";
import { evidenceQuery } from "@/lib/evidence/query-options";
import { listFixes } from "@/lib/fixes/data";
import { fixesQuery } from "@/lib/fixes/query-options";
import { getIncident } from "@/lib/desk/data";
import { getIncidentRef } from "@/lib/incidents/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { incidentQuery, timelineQuery } from "@/lib/desk/query-options";

type Props = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: `Incident #${(await params).number.slice(0, 40)}` };
}

export default async function IncidentPage({ params }: Props) {
  const { number } = await params;
  const ctx = await pageContext(`/incidents/${number}`);
  const { id } = await orNotFound(getIncidentRef(ctx, number));
  const client = new QueryClient();
  await Promise.all([
    client.query({ ...incidentQuery(id), queryFn: () => getIncident(ctx, id) }),
    client.query({ ...evidenceQuery(id), queryFn: () => listShownEvidence(ctx, id) }),
    client.query({ ...fixesQuery(id), queryFn: () => listFixes(ctx, id) }),
    client.query({ ...timelineQuery(id), queryFn: () => listTimeline(ctx, id) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IncidentView key={id} id={id} />
    </HydrationBoundary>
  );
}
