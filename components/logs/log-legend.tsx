import { MARK_SYMBOL, MARK_WORDS, type LineMark } from "@/components/logs/line-marks";
import { cn } from "@/components/ui/cn";

const KINDS = ["failing", "root", "chain", "candidate"] as const;

/** Explains the gutter symbols in use. */
export function LogLegend({ marks }: { marks: ReadonlyMap<number, LineMark> }) {
  const present = new Set([...marks.values()].map((mark) => mark.kind));
  const shown = KINDS.filter((kind) => present.has(kind));
  // A single symbol needs no legend.
  if (shown.length < 2) return null;
  return (
    <ul
      aria-label="Legend"
      className="flex flex-wrap gap-x-4 gap-y-0.5 border-t px-4 py-1.5 text-xs text-muted"
    >
      {shown.map((kind) => (
        <li key={kind} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={cn("font-mono", kind === "failing" ? "text-critical" : "text-accent")}>
            {MARK_SYMBOL[kind]}
          </span>
          {MARK_WORDS[kind]}
        </li>
      ))}
    </ul>
  );
}
