"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { browserName } from "@/components/settings/browser-name";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ErrorNote } from "@/components/ui/error-note";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toastError } from "@/components/ui/toaster";
import { revokeAllSessions, revokeSession, sessionsQuery } from "@/lib/workspaces/query-options";
import type { SessionView } from "@/lib/workspaces/schemas";

const SHOWN = 5;

/** The person's active sessions, with buttons to end them. */
export function SessionsCard() {
  const { data, error, refetch } = useQuery(sessionsQuery());
  const [isAll, setAll] = useState(false);
  const items = data?.items ?? [];
  const current = items.filter((session) => session.isCurrent);
  const others = items.filter((session) => !session.isCurrent);
  return (
    <Card aria-label="Sessions">
      <CardHeader title="Active sessions" />
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={2} />}
      <ul className="divide-y">
        {[...current, ...others.slice(0, isAll ? undefined : SHOWN)].map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {!isAll && others.length > SHOWN && (
        <button
          type="button"
          className="w-full border-t px-4 py-2 text-left text-xs text-accent hover:bg-hover focus-visible:-outline-offset-2"
          onClick={() => setAll(true)}
        >
          {others.length - SHOWN} more
        </button>
      )}
      {data && <SignOutEverywhere />}
    </Card>
  );
}

function SessionRow({ session }: { session: SessionView }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeSession(session.id),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const name = browserName(session.userAgent);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
      <span className="min-w-0 flex-1 basis-40">
        <span className="block anywhere" title={session.userAgent}>
          {name}
          {session.method === "github" && ", via GitHub"}
        </span>
        <span className="block text-xs text-muted anywhere">from {networkName(session.network)}</span>
      </span>
      <span className="text-xs text-muted">
        used <TimeAgo at={session.lastSeenAt} />
        <br />
        signed in <TimeAgo at={session.createdAt} />
      </span>
      {session.isCurrent ? (
        <Chip tone="ok">This browser</Chip>
      ) : (
        <Button
          size="sm"
          variant="danger"
          aria-label={`Sign out ${name}`}
          disabled={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function networkName(network: string): string {
  if (network === "unknown") return "an unknown network";
  return network.startsWith("127.") || network === "0:0:0::/48" ? "this machine" : network;
}

/** Asks for confirmation, because it signs out this browser too. */
function SignOutEverywhere() {
  const [isConfirming, setConfirming] = useState(false);
  const revoke = useMutation({
    mutationFn: revokeAllSessions,
    // The session has already ended; this clears the cookie and leaves the page.
    onSuccess: () => signOut({ callbackUrl: "/sign-in" }),
    onError: toastError,
  });
  return (
    <div className="flex flex-wrap items-center gap-2 border-t px-4 py-3 text-sm">
      {isConfirming ? (
        <>
          <span className="w-full text-muted">This signs out this browser too.</span>
          <Button variant="danger" autoFocus disabled={revoke.isPending} onClick={() => revoke.mutate()}>
            Sign out everywhere now
          </Button>
          <Button variant="ghost" onClick={() => setConfirming(false)}>
            Stay signed in
          </Button>
        </>
      ) : (
        <Button onClick={() => setConfirming(true)}>
          <LogOut aria-hidden /> Sign out everywhere
        </Button>
      )}
    </div>
  );
}
