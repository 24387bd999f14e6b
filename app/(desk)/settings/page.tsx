import { redirect } from "next/navigation";
import { SettingsView } from "@/components/settings/settings-view";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import { getMe } from "@/lib/workspaces/data";

export const metadata = { title: "Settings" };
export const dynamic = "force-dynamic";

export default async function SettingsPage() {
  const ctx = await findSessionContext();
  if (!ctx) redirect("/sign-in");
  return <SettingsView me={await getMe(ctx)} />;
}
