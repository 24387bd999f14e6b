"use client";

import Link from "next/link";
import { useMe } from "@/components/layout/me";
import { useNow } from "@/components/time/clock";
import { TimeAgo } from "@/components/time/time-ago";
import { Callout } from "@/components/ui/callout";

/** Warns admins, on every page, that the token in first-run.json is about to expire. */
export function FirstRunTokenNotice() {
  const { firstRunTokenExpiresAt: expiresAt } = useMe();
  const now = useNow();
  if (!expiresAt) return null;
  return (
    <Callout tone="warn" role="status" className="mb-4">
      The API token created on first start {Date.parse(expiresAt) > now ? "expires" : "expired"}{" "}
      <TimeAgo at={expiresAt} />.{" "}
      <Link href="/settings" className="underline">
        Create a new one
      </Link>{" "}
      for the scripts that use it, then revoke it.
    </Callout>
  );
}
