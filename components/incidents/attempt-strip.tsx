import { cn } from "@/components/ui/cn";
import type { AttemptView } from "@/lib/desk/schemas";

/** A mark per try, the newest last; its shape says the state too, and its word is there for hover and ear. */
export function AttemptStrip({ attempts }: { attempts: readonly AttemptView[] }) {
  return (
    <ol className="flex flex-wrap gap-1 py-0.5">
      {attempts.toReversed().map((one) => {
        const kind = one.state === "success" ? "good" : one.willRetry ? "retried" : "failed";
        const word = kind === "retried" ? "failed, was to be retried" : (one.state ?? "no state");
        const text = `Try ${one.tryNumber}: ${word}. Run ${one.runId}`;
        return (
          <li
            key={one.id}
            title={text}
            className={cn(
              "flex size-4 items-center justify-center rounded-sm border text-[10px] leading-none font-semibold",
              kind === "good" && "border-ok text-ok",
              kind === "retried" && "border-critical text-danger-ink",
              kind === "failed" && "border-critical bg-critical text-surface",
            )}
          >
            <span aria-hidden>{kind === "good" ? "✓" : kind === "retried" ? "↻" : "×"}</span>
            <span className="sr-only">{text}</span>
          </li>
        );
      })}
    </ol>
  );
}
