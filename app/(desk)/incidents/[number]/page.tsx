import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { notFound, redirect } from "next/navigation";
import { IncidentView } from "@/components/incidents/incident-view";
import { listEvidence } from "@/lib/evidence/data";
import { evidenceQuery } from "@/lib/evidence/query-options";
import { listFixes } from "@/lib/fixes/data";
import { fixesQuery } from "@/lib/fixes/query-options";
import { getIncident, getIncidentRef, listTimeline } from "@/lib/incidents/data";
import { incidentQuery, timelineQuery } from "@/lib/incidents/query-options";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import { AppError } from "@/lib/platform/errors";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ number: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: `Incident #${(await params).number}` };
}

export default async function IncidentPage({ params }: Props) {
  const ctx = await findSessionContext();
  if (!ctx) redirect("/sign-in");
  const { id } = await getIncidentRef(ctx, (await params).number).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const client = new QueryClient();
  await Promise.all([
    client.prefetchQuery({ ...incidentQuery(id), queryFn: () => getIncident(ctx, id) }),
    client.prefetchQuery({ ...evidenceQuery(id), queryFn: () => listEvidence(ctx, id) }),
    client.prefetchQuery({ ...fixesQuery(id), queryFn: () => listFixes(ctx, id) }),
    client.prefetchQuery({ ...timelineQuery(id), queryFn: () => listTimeline(ctx, id) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IncidentView id={id} role={ctx.role} />
    </HydrationBoundary>
  );
}
