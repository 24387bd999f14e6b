import type { ReactNode } from "react";
import { findPageContext } from "@/app/(desk)/page-context";
import { Frame } from "@/components/layout/frame";
import { MeProvider } from "@/components/layout/me";
import { Providers } from "@/components/layout/providers";
import { getMe } from "@/lib/workspaces/data";

// Nothing behind the sign-in is ever the same for everybody.
export const dynamic = "force-dynamic";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await findPageContext();
  // The page knows its own path and sends a stranger to sign in and back.
  if (!ctx) return children;
  const me = await getMe(ctx);
  return (
    <Providers>
      <MeProvider me={me}>
        <Frame>{children}</Frame>
      </MeProvider>
    </Providers>
  );
}
