import Link from "next/link";
import { fixWorkedWords, seenWords } from "@/components/patterns/pattern-words";
import type { IncidentPattern } from "@/lib/knowledge/patterns/schemas";

const TITLES: Record<IncidentPattern["role"], string> = {
  led: "Known cause",
  shown: "Similar known cause",
  ruled_out: "Known cause ruled out",
};

/** The known causes that an incident matched: the one that leads the diagnosis, and why others do not. */
export function PatternNotes({ patterns }: { patterns: readonly IncidentPattern[] }) {
  if (patterns.length === 0) return null;
  return (
    <ul aria-label="Known causes" className="flex flex-col gap-2">
      {patterns.map((pattern) => (
        <li key={pattern.id} className="rounded-md border px-3 py-2 text-sm">
          <p className="anywhere">
            <span className="text-muted">{TITLES[pattern.role]}: </span>
            <Link href={`/patterns/${pattern.id}`} className="font-medium hover:underline">
              {pattern.name}
            </Link>
          </p>
          <p className="tnum text-muted anywhere">
            {[seenWords(pattern), fixWorkedWords(pattern)].filter(Boolean).join(", ")}. {pattern.reason}.
          </p>
        </li>
      ))}
    </ul>
  );
}
