import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext, plainSearch, type SearchParams } from "@/app/(desk)/page-context";
import { DeliveriesView } from "@/components/deliveries/deliveries-view";
import { listDeliveries } from "@/lib/intake/data";
import { deliveriesQuery } from "@/lib/intake/query-options";
import { DeliveryStatus } from "@/lib/intake/schemas";

export const metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ searchParams }: { searchParams: SearchParams }) {
  const search = await plainSearch(searchParams);
  const ctx = await pageContext("/deliveries");
  const view = { status: DeliveryStatus.safeParse(search["status"]).data, source: search["source"] };
  const client = new QueryClient();
  await client.infiniteQuery({
    ...deliveriesQuery(view),
    queryFn: () => listDeliveries(ctx, { ...view, limit: 50 }),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeliveriesView {...view} />
    </HydrationBoundary>
  );
}
