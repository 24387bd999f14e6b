"use client";

import "@/app/globals.css";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Shown when the root layout itself fails. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Failed · Pipeline Debugger</title>
        <main className="mx-auto max-w-2xl px-4 py-16">
          <EmptyState
            title="The server is unavailable"
            action={
              <Button variant="primary" onClick={() => window.location.reload()}>
                Reload
              </Button>
            }
          >
            Most likely the database is unreachable; <code>/ready</code> names the failing part
            {error.digest && (
              <>
                , and the server log has the details under <code>{error.digest}</code>
              </>
            )}
            .
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
