import { percent } from "@/components/incidents/words";

/** Confidence is a length, never a colour. */
export function Confidence({ value }: { value: number }) {
  return (
    <span className="tabular inline-flex items-center gap-2 text-[13px]">
      {percent(value)}
      <span aria-hidden className="h-1.5 w-20 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-ink/70"
          style={{ width: `${Math.round(value * 100)}%` }}
        />
      </span>
    </span>
  );
}
