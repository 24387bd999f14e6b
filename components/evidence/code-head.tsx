"use client";

import { CodeLines } from "@/components/evidence/code-lines";
import { PieceText } from "@/components/evidence/piece-text";
import type { Target } from "@/components/evidence/target";
import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import type { CodeFacts, TracebackLine, Evidence } from "@/lib/evidence/schemas";

interface CodeHeadProps {
  piece: Evidence;
  facts: CodeFacts;
  target: Target | null;
}

/** Part of a source file with the lines of the traceback or the task's definition marked, the version it shows, and who last changed them. */
export function CodeHead({ piece, facts, target }: CodeHeadProps) {
  const [first] = facts.frames;
  const changed = lastChanges(facts.frames);
  const isFailing = facts.frames.some((frame) => frame.isFailing);
  return (
    <section className="flex flex-col gap-1.5 border-b px-4 py-3 last:border-b-0">
      <h3 className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm font-medium">
        <span className="min-w-0 font-mono text-log anywhere">
          {facts.path}
          {first && `:${first.line}`}
        </span>
        {first?.function && (
          <span className="min-w-0 font-normal text-muted anywhere">
            in <span className="font-mono text-log">{first.function}</span>
          </span>
        )}
        {!isFailing && <Chip>{roleOf(facts)}</Chip>}
      </h3>
      <p className="text-sm text-muted anywhere">
        {facts.commit && facts.isVersionThatRan && (
          <>
            At <code className="text-log">{facts.commit.slice(0, 8)}</code>, the commit that ran.{" "}
          </>
        )}
        {piece.message}
      </p>
      {piece.textRemovedAt ? (
        <PieceText piece={piece} target={target} />
      ) : (
        <CodeLines piece={piece} facts={facts} target={target} />
      )}
      {changed.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-sm text-muted" aria-label="Who last changed it">
          {changed.map(({ line, lastChange }) => (
            <LastChange key={line} line={line} change={lastChange} />
          ))}
        </ul>
      )}
    </section>
  );
}

function roleOf({ origin, isDefinition }: CodeFacts): string {
  if (origin === "rendered") return "as it ran";
  return isDefinition ? "defines what failed" : "calls what failed";
}

type Change = NonNullable<TracebackLine["lastChange"]>;

/** The frames whose last change is known; a change of the whole file once. */
function lastChanges(frames: readonly TracebackLine[]): { line: number; lastChange: Change }[] {
  const known = frames.flatMap(({ line, lastChange }) => (lastChange ? [{ line, lastChange }] : []));
  const ofFile = known.findIndex(({ lastChange }) => lastChange.scope === "file");
  return known.filter(({ lastChange }, i) => lastChange.scope === "line" || i === ofFile);
}

function LastChange({ line, change }: { line: number; change: Change }) {
  const { scope, author, sha, url, date, subject } = change;
  const short = <code className="text-log">{sha.slice(0, 8)}</code>;
  return (
    <li className="anywhere">
      {scope === "line" ? `Line ${line}` : "This file"} last changed by {author} in{" "}
      {url ? (
        <a href={url} target="_blank" rel="noreferrer noopener" className="text-accent underline">
          {short}
        </a>
      ) : (
        short
      )}
      , <TimeAgo at={date} />: {subject}
    </li>
  );
}
