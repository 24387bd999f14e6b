import { cn } from "@/components/ui/cn";
import type { AttemptView } from "@/lib/desk/schemas";

/** One mark per attempt, newest last, with a gap between runs. State is also shown by symbol, tooltip and screen-reader text. */
export function AttemptStrip({ attempts }: { attempts: readonly AttemptView[] }) {
  return (
    <ol className="flex flex-wrap gap-1 py-0.5">
      {attempts.toReversed().map((attempt, i, shown) => {
        const isNewRun = i > 0 && shown[i - 1]?.runId !== attempt.runId;
        const kind = attempt.state === "success" ? "good" : attempt.willRetry ? "retried" : "failed";
        const word = kind === "retried" ? "failed, to be retried" : (attempt.state ?? "no state");
        const text = `Attempt ${attempt.tryNumber}: ${word}. Run ${attempt.runId}`;
        return (
          <li
            key={attempt.id}
            title={text}
            className={cn(
              "flex size-4 items-center justify-center rounded-sm border text-[10px] leading-none font-semibold",
              isNewRun && "ml-2",
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
