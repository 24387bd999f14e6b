import { Chip } from "@/components/ui/chip";
import type { ChainEdge } from "@/lib/diagnosis/schemas";

const BASIS: Record<ChainEdge["basis"], { label: string; title: string }> = {
  fact: { label: "fact", title: "Cites what was read from the system itself" },
  claim: { label: "reported", title: "Cites what the sender reported" },
  unproven: { label: "unproven", title: "None of its citations could be verified" },
};

/** What a statement is based on. */
export function BasisChip({ basis }: { basis: ChainEdge["basis"] }) {
  return (
    <span title={BASIS[basis].title}>
      <Chip tone={basis === "unproven" ? "warn" : "neutral"}>{BASIS[basis].label}</Chip>
    </span>
  );
}
