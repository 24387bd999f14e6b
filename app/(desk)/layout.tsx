import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { findPageContext } from "@/app/(desk)/page-context";
import { Frame } from "@/components/layout/frame";
import { MeProvider } from "@/components/layout/me";
import { Providers } from "@/components/layout/providers";
import { PAGE_PATH_HEADER, signInPath } from "@/lib/platform/http/own-path";
import { getMe } from "@/lib/workspaces/data";

// Nothing behind the sign-in is ever the same for everybody.
export const dynamic = "force-dynamic";

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await findPageContext();
  // Here and not in the page: that is streamed, too late for a redirect that every client follows.
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
