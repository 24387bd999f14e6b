import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <EmptyState
      title="Not found"
      action={
        <Button asChild>
          <Link href="/incidents">All incidents</Link>
        </Button>
      }
    >
      The URL is wrong, or it belongs to another workspace.
    </EmptyState>
  );
}
