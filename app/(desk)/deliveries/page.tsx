import { redirect } from "next/navigation";
import { DeliveriesView } from "@/components/deliveries/deliveries-view";
import { DeliveryStatus } from "@/lib/intake/schemas";
import { findSessionContext } from "@/lib/platform/auth/authenticate";

export const metadata = { title: "Deliveries" };
export const dynamic = "force-dynamic";

export default async function DeliveriesPage({
  searchParams,
}: {
  searchParams: Promise<{ status?: string }>;
}) {
  const ctx = await findSessionContext();
  if (!ctx) redirect("/sign-in");
  const status = DeliveryStatus.safeParse((await searchParams).status);
  return <DeliveriesView status={status.success ? status.data : ""} canAct={ctx.role !== "viewer"} />;
}
