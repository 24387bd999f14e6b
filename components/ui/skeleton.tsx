import { cn } from "@/components/ui/cn";

/** A loading placeholder in the final layout. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-breathe rounded-md bg-subtle", className)} />;
}

/** Loading placeholders for list rows. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="flex h-[45px] flex-col justify-center gap-2 border-b px-4 last:border-b-0">
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-3 w-2/5" />
        </div>
      ))}
    </div>
  );
}
