import { BasisChip } from "@/components/diagnosis/basis-chip";
import { Citations, type OnCite } from "@/components/diagnosis/citations";
import type { NumberedClaim } from "@/components/diagnosis/number-citations";
import { Prose } from "@/components/ui/prose";

interface ClaimListProps {
  claims: readonly NumberedClaim[];
  onCite: OnCite;
}

/** Claims with their citations, or nothing. */
export function ClaimList({ claims, onCite }: ClaimListProps) {
  if (claims.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {claims.map((claim) => (
        <li key={claim.text} className="anywhere">
          <Prose text={claim.text} />
          <Citations citations={claim.citations} onCite={onCite} />
          {claim.basis && (
            <>
              {" "}
              <BasisChip basis={claim.basis} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
