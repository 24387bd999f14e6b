import { useQuery } from "@tanstack/react-query";
import { sourceKindsQuery } from "@/lib/sources/query-options";
import type { SourceKindView } from "@/lib/sources/schemas";

/** What is known of a kind of source; undefined while it is loading. */
export function useSourceKind(kind: string): SourceKindView | undefined {
  const { data } = useQuery(sourceKindsQuery());
  return data?.items.find((known) => known.kind === kind);
}
