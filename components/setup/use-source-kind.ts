import { useQuery } from "@tanstack/react-query";
import { sourceKindsQuery } from "@/lib/sources/query-options";
import type { SourceKindView } from "@/lib/sources/schemas";

/** The description of a source kind; undefined while loading. */
export function useSourceKind(kind: string): SourceKindView | undefined {
  const { data } = useQuery(sourceKindsQuery());
  return data?.items.find((item) => item.kind === kind);
}
