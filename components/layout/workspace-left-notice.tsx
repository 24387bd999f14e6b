"use client";

import { useLive } from "@/components/layout/live-provider";
import { Callout } from "@/components/ui/callout";

/** For a page left open while the session switched workspaces: it can be neither refreshed nor changed. */
export function WorkspaceLeftNotice() {
  if (useLive() !== "elsewhere") return null;
  return (
    <Callout tone="warn" role="alert" className="mb-4">
      You have switched workspaces; this page shows the previous one. {/* A full load, not a router link: */}
      <a href="/incidents" className="underline">
        Open the current workspace
      </a>
      .
    </Callout>
  );
}
