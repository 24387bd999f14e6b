import { FIX_KIND } from "@/components/fixes/fix-words";
import { Prose } from "@/components/ui/prose";
import type { Fix } from "@/lib/fixes/schemas";

/** The kind and title of a fix, for the header of its card. */
export function FixTitle({ fix }: { fix: Pick<Fix, "kind" | "title"> }) {
  return (
    <span className="anywhere">
      <span className="font-normal text-muted">{FIX_KIND[fix.kind]}: </span>
      <Prose text={fix.title} />
    </span>
  );
}
