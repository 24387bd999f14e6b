"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMe } from "@/components/layout/me";
import { useNow } from "@/components/time/clock";
import { TimeAgo } from "@/components/time/time-ago";
import { ConfirmedButton } from "@/components/ui/confirmed-button";
import { toastError } from "@/components/ui/toaster";
import { canManageTokensOf } from "@/lib/platform/auth/permissions";
import { revokeToken } from "@/lib/workspaces/query-options";
import type { ApiToken } from "@/lib/workspaces/schemas";

export function TokenRow({ token }: { token: ApiToken }) {
  const now = useNow();
  const me = useMe();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
      <span className="min-w-0 flex-1 basis-40">
        <span className="block anywhere">{token.name}</span>
        <span className="block text-xs text-muted">
          <code>{token.preview}…</code>, {token.role}: {token.scopes.join(", ")}
        </span>
        {token.isFirstRun && !token.revokedAt && (
          <span className="block text-xs text-warn-ink">
            Created on first start. Replace it with a new token.
          </span>
        )}
      </span>
      <span className="text-xs text-muted">
        {token.lastUsedAt ? (
          <>
            used <TimeAgo at={token.lastUsedAt} />
          </>
        ) : (
          "never used"
        )}
        <br />
        {token.revokedAt ? (
          <>
            revoked <TimeAgo at={token.revokedAt} />
          </>
        ) : token.expiresAt ? (
          <>
            {Date.parse(token.expiresAt) > now ? "expires" : "expired"} <TimeAgo at={token.expiresAt} />
          </>
        ) : (
          "never expires"
        )}
      </span>
      {!token.revokedAt && canManageTokensOf(me.role, token.role) && <Revoke token={token} />}
    </li>
  );
}

/** Asks for confirmation, because clients using the token stop working at once. */
function Revoke({ token }: { token: ApiToken }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["tokens"] }),
  });
  return (
    <ConfirmedButton
      label="Revoke"
      name={token.name}
      confirm="Revoke permanently"
      isPending={revoke.isPending}
      onConfirm={() => revoke.mutate()}
    />
  );
}
