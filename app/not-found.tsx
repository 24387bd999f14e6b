import Link from "next/link";
import { Mark } from "@/components/layout/mark";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <Mark className="mx-4 sm:mx-8" />
      <EmptyState
        title="Page not found"
        action={
          <Button asChild>
            <Link href="/incidents">All incidents</Link>
          </Button>
        }
      >
        The URL may be mistyped, or the page may have moved.
      </EmptyState>
    </main>
  );
}
