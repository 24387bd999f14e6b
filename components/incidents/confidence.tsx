import { cn } from "@/components/ui/cn";
import { percent } from "@/components/ui/words";

/** Confidence as a bar: a length, never a color. */
export function Confidence({ value, isSmall = false }: { value: number; isSmall?: boolean }) {
  return (
    <span className="tnum inline-flex items-center gap-2 whitespace-nowrap" title="confidence">
      <span className={cn(isSmall ? "text-xs" : "font-semibold")}>{percent(value)}</span>
      <span
        aria-hidden
        className={cn("overflow-hidden rounded-full bg-line", isSmall ? "h-1 w-8" : "h-1.5 w-24")}
      >
        <span className="block h-full rounded-full bg-ink/75" style={{ width: `${value * 100}%` }} />
      </span>
    </span>
  );
}
