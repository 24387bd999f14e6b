"use client";

import { useLive } from "@/components/layout/live-provider";
import { Callout } from "@/components/ui/callout";

/** For a page that stayed open while the person moved to another workspace: it can neither be renewed nor changed. */
export function WorkspaceLeftNotice() {
  if (useLive() !== "elsewhere") return null;
  return (
    <Callout tone="warn" role="alert" className="mb-4">
      You are in another workspace now, and this page shows the one before. {/* Not a link of the router: */}
      <a href="/incidents" className="underline">
        Open the incidents of the one you are in
      </a>
      .
    </Callout>
  );
}
