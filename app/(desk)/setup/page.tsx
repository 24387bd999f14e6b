import { redirect } from "next/navigation";
import { SetupView } from "@/components/setup/setup-view";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import { hasRole } from "@/lib/platform/context";

export const metadata = { title: "Setup" };
export const dynamic = "force-dynamic";

export default async function SetupPage() {
  const ctx = await findSessionContext();
  if (!ctx) redirect("/sign-in");
  return <SetupView canEdit={hasRole(ctx.role, "admin")} canAct={hasRole(ctx.role, "responder")} />;
}
