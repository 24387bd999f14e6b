import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import { sentence } from "@/components/ui/words";
import type { ConfirmedCause } from "@/lib/knowledge/verdicts/schemas";

/** The cause that a person gave, in place of what was diagnosed. */
export function CorrectedCause({ cause }: { cause: ConfirmedCause }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="max-w-[72ch] text-xl font-medium anywhere">{cause.rootCause}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
        <Chip>{sentence(cause.category)}</Chip>
        <span className="anywhere">
          corrected by {cause.by} <TimeAgo at={cause.at} />
        </span>
      </p>
    </div>
  );
}
