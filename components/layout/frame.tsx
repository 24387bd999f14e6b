"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { CommandPalette, openPalette } from "@/components/layout/command-palette";
import { FirstRunTokenNotice } from "@/components/layout/first-run-token-notice";
import { KeyList, showKeys } from "@/components/layout/key-list";
import { Rail } from "@/components/layout/rail";
import { ROOMS, SIDE_ROOMS } from "@/components/layout/rooms";
import { useMe } from "@/components/layout/me";
import { useKeyListener, useKeys } from "@/components/layout/use-keys";
import { WorkspaceLeftNotice } from "@/components/layout/workspace-left-notice";
import { Toaster } from "@/components/ui/toaster";

/** The frame around every signed-in page. */
export function Frame({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { workspace } = useMe();
  useKeyListener();
  useKeys([
    { keys: "mod+k", label: "Search or run a command", group: "Anywhere", run: openPalette, isKeyOnly: true },
    { keys: "?", label: "Keyboard shortcuts", group: "Anywhere", run: showKeys },
    ...[...ROOMS, ...SIDE_ROOMS].map(({ href, label, key }) => ({
      keys: `g ${key}`,
      label,
      group: "Anywhere" as const,
      run: () => router.push(href),
      isKeyOnly: true,
    })),
  ]);
  return (
    <div className="sm:flex" data-workspace={workspace.id}>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Rail onSearch={openPalette} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-[1380px] min-w-0 flex-1 px-4 pt-4 pb-32 outline-none sm:px-6 sm:pt-5 sm:pb-12"
      >
        <WorkspaceLeftNotice />
        <FirstRunTokenNotice />
        {children}
      </main>
      <CommandPalette />
      <KeyList />
      <Toaster />
    </div>
  );
}
