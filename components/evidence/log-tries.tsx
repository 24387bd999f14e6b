"use client";

import { duration } from "@/components/time/format-time";
import type { LogFacts } from "@/lib/evidence/schemas";

type Tries = NonNullable<LogFacts["tries"]>;

/** The tries of the task and what changed from one to the next; nothing for a task that was tried once. */
export function LogTries({ tries }: { tries: Tries }) {
  if (tries.length < 2) return null;
  return (
    <details className="border-b px-4 py-2.5 text-sm">
      <summary className="text-muted marker:text-faint">{triesSentence(tries)}</summary>
      <ol className="flex flex-col gap-1.5 pt-2">
        {tries.map(({ tryNumber, state, startedAt, endedAt, hostname, error, isSameError }) => (
          <li key={tryNumber} className="anywhere">
            <span className="tnum font-medium">Try {tryNumber}</span>
            <span className="text-muted">
              {" "}
              {[
                state,
                startedAt && endedAt
                  ? `after ${duration(Date.parse(endedAt) - Date.parse(startedAt))}`
                  : null,
                hostname && `on ${hostname}`,
                isSameError === null
                  ? null
                  : isSameError
                    ? "same error as before"
                    : "another error than before",
              ]
                .filter(Boolean)
                .join(", ")}
            </span>
            {error && <code className="block text-xs">{error}</code>}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** `3 tries, all with the same error`. */
export function triesSentence(tries: Tries): string {
  const known = tries.slice(1).map(({ isSameError }) => isSameError);
  const head = `${tries.length} tries`;
  if (known.every((isSame) => isSame === true)) return `${head}, all with the same error`;
  if (known.includes(false)) return `${head}, with different errors`;
  return head;
}
