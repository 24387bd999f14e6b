"use client";

import { Button } from "@/components/ui/button";

export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div role="alert" className="space-y-3 py-16 text-center">
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <p className="text-muted">
        The server reported a failure{error.digest ? ` (${error.digest})` : ""}. It was logged.
      </p>
      <Button onClick={reset}>Try again</Button>
    </div>
  );
}
