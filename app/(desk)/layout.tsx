import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Providers } from "@/components/layout/providers";
import { Rail } from "@/components/layout/rail";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import { getMe } from "@/lib/workspaces/data";

// Nothing behind the sign-in is ever the same for everybody.
export const dynamic = "force-dynamic";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await findSessionContext();
  if (!ctx) redirect("/sign-in");
  const me = await getMe(ctx);
  return (
    <Providers>
      <div className="sm:flex">
        <Rail me={me} />
        <main className="mx-auto min-w-0 max-w-[1360px] flex-1 px-4 pt-5 pb-24 sm:px-6 sm:pb-10">
          {children}
        </main>
      </div>
    </Providers>
  );
}
