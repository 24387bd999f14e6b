"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <EmptyState
      title="This page could not be loaded"
      action={
        <Button variant="primary" disabled={isPending} onClick={retry}>
          Retry
        </Button>
      }
    >
      <p>
        The server failed to render this page. The reason is in the server log
        {error.digest && (
          <>
            {" "}
            under <code>{error.digest}</code>
          </>
        )}
        . If it happens again, <code>/ready</code> names the part that is failing.
      </p>
    </EmptyState>
  );
}
