import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { findPageContext } from "@/app/(desk)/page-context";
import { Frame } from "@/components/layout/frame";
import { MeProvider } from "@/components/layout/me";
import { Providers } from "@/components/layout/providers";
import { PAGE_PATH_HEADER, signInPath } from "@/lib/platform/http/own-path";
import { getMe } from "@/lib/workspaces/data";

// Signed-in pages are never cached across people.
export const dynamic = "force-dynamic";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await findPageContext();
  // Redirect here, because pages are streamed and their redirects come too late for some clients.
  if (!ctx) {
    const path = (await headers()).get(PAGE_PATH_HEADER) ?? "/incidents";
    redirect(signInPath(path));
  }
  const me = await getMe(ctx);
  return (
    <MeProvider me={me}>
      <Providers>
        <Frame>{children}</Frame>
      </Providers>
    </MeProvider>
  );
}
