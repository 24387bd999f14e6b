import { StatsView } from "@/components/stats/stats-view";

export const metadata = { title: "Stats" };
export const dynamic = "force-dynamic";

const DAY_MS = 24 * 3600 * 1000;
const HOUR_MS = 3600 * 1000;

export default async function StatsPage({ searchParams }: { searchParams: Promise<{ days?: string }> }) {
  const days = Math.min(365, Math.max(1, Number((await searchParams).days) || 30));
  // To the hour, so that looking again within it finds the same figures kept.
  const until = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  const params = new URLSearchParams({
    since: new Date(until - days * DAY_MS).toISOString(),
    until: new Date(until).toISOString(),
  });
  return <StatsView params={params.toString()} days={days} />;
}
