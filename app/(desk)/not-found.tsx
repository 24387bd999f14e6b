import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <EmptyState
      title="There is nothing here"
      action={
        <Button asChild>
          <Link href="/incidents">All incidents</Link>
        </Button>
      }
    >
      The address is wrong, or what stood here belongs to another workspace.
    </EmptyState>
  );
}
