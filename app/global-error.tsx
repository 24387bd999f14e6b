"use client";

import "@/app/globals.css";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** When even the frame fails. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Failed · Pipeline Debugger</title>
        <main className="mx-auto max-w-2xl px-4 py-16">
          <EmptyState
            title="The server could not answer"
            action={
              <Button variant="primary" onClick={() => window.location.reload()}>
                Load again
              </Button>
            }
          >
            Most often the database is not reachable; <code>/ready</code> names the failing part
            {error.digest && (
              <>
                , and the server&apos;s log has the details under <code>{error.digest}</code>
              </>
            )}
            .
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
