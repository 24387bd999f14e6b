"use client";

import { PieceText } from "@/components/evidence/piece-text";
import type { Target } from "@/components/evidence/target";
import { TimeAgo } from "@/components/time/time-ago";
import { Chip } from "@/components/ui/chip";
import type { CommitFacts, Evidence } from "@/lib/evidence/schemas";

interface CommitHeadProps {
  piece: Evidence;
  facts: CommitFacts;
  target: Target | null;
}

const FILES_SHOWN = 8;

/** A commit, why it is a suspect, and its patch in a fold. */
export function CommitHead({ piece, facts, target }: CommitHeadProps) {
  const [subject = "", ...body] = facts.message.split("\n");
  return (
    <section className="flex flex-col gap-1.5 border-b px-4 py-3 last:border-b-0">
      <h3 className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Sha facts={facts} />
        <span className="min-w-0 flex-1 basis-60 font-medium anywhere">{subject}</span>
      </h3>
      <p className="text-sm text-muted">
        {facts.author}, <TimeAgo at={facts.date} />
      </p>
      {body.join("\n").trim() && (
        <p className="text-sm whitespace-pre-wrap anywhere">{body.join("\n").trim()}</p>
      )}
      {facts.reasons.length > 0 && (
        <ul className="flex flex-wrap gap-1.5" aria-label="Why this commit">
          {facts.reasons.map((reason) => (
            <li key={reason} className="max-w-full">
              <Chip className="h-auto min-h-5.5 py-0.5 whitespace-normal">{reason}</Chip>
            </li>
          ))}
        </ul>
      )}
      <ul className="font-mono text-xs text-muted">
        {facts.files.slice(0, FILES_SHOWN).map((file) => (
          <li key={file.path} className="anywhere">
            <span className="text-faint">{file.status.charAt(0).toUpperCase()}</span> {file.path}
          </li>
        ))}
        {facts.files.length > FILES_SHOWN && <li>and {facts.files.length - FILES_SHOWN} more</li>}
      </ul>
      {piece.text && (
        // The key makes every new citation open the patch again.
        <details key={target?.turn} open={target !== null}>
          <summary className="w-fit text-sm text-accent">Patch</summary>
          <div className="pt-2">
            <PieceText piece={piece} target={target} isPatch />
            {piece.truncated && <p className="pt-1 text-xs text-muted">The patch is truncated.</p>}
          </div>
        </details>
      )}
    </section>
  );
}

function Sha({ facts }: { facts: CommitFacts }) {
  const short = <code className="text-log">{facts.sha.slice(0, 8)}</code>;
  if (!facts.url) return short;
  return (
    <a href={facts.url} target="_blank" rel="noreferrer noopener" className="text-accent underline">
      {short}
    </a>
  );
}
