import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** Placeholder while a page's data loads. */
export default function Loading() {
  return (
    <>
      <div className="flex flex-col gap-2 pb-4">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-4 w-72 max-w-full" />
      </div>
      <div className="rounded-lg border bg-surface">
        <SkeletonRows rows={7} />
      </div>
    </>
  );
}
