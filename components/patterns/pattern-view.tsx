"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { PatternFixes } from "@/components/patterns/pattern-fixes";
import { PatternHistory } from "@/components/patterns/pattern-history";
import { PatternSettings } from "@/components/patterns/pattern-settings";
import { seenWords, shareWords, usageWords } from "@/components/patterns/pattern-words";
import { TimeAgo } from "@/components/time/time-ago";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ErrorNote } from "@/components/ui/error-note";
import { Prose } from "@/components/ui/prose";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Subsection } from "@/components/ui/subsection";
import { sentence } from "@/components/ui/words";
import { patternQuery } from "@/lib/knowledge/patterns/query-options";
import type { Pattern } from "@/lib/knowledge/patterns/schemas";

/** One known cause: how it is recognized, who confirmed it, where it was seen, and its settings. */
export function PatternView({ id }: { id: string }) {
  const { data: pattern, error, refetch } = useQuery(patternQuery(id));
  if (error && !pattern) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!pattern) return <SkeletonRows rows={8} />;
  return (
    <article>
      <Header pattern={pattern} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px] xl:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Recognition pattern={pattern} />
          <PatternHistory pattern={pattern} />
          <PatternFixes pattern={pattern} />
        </div>
        <PatternSettings key={pattern.updatedAt} pattern={pattern} />
      </div>
    </article>
  );
}

function Header({ pattern }: { pattern: Pattern }) {
  const { label, hint } = usageWords(pattern.use);
  const facts = [
    seenWords(pattern),
    `cause right ${shareWords(pattern.causeSuccess)}`,
    pattern.fixSuccess && `fix worked ${shareWords(pattern.fixSuccess)}`,
  ];
  return (
    <header className="flex flex-col gap-1 pb-4">
      <Link
        href="/patterns"
        className="inline-flex items-center gap-0.5 self-start text-sm text-muted hover:text-ink"
      >
        <ChevronLeft className="size-4" aria-hidden />
        Patterns
      </Link>
      <h1 className="text-xl font-semibold anywhere">
        <Prose text={pattern.name} />
      </h1>
      <p className="tnum flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <Chip
          tone={pattern.use === "used" ? "ok" : pattern.use === "shown" ? "warn" : "neutral"}
          title={hint}
        >
          {label}
        </Chip>
        <Chip>{sentence(pattern.category)}</Chip>
        <span>{sentence(facts.filter(Boolean).join(", "))}</span>
        {pattern.lastSeenAt && (
          <span>
            last <TimeAgo at={pattern.lastSeenAt} />
          </span>
        )}
      </p>
    </header>
  );
}

/** What it says, and what must be seen again for that. */
function Recognition({ pattern: { cause, template, facts } }: { pattern: Pattern }) {
  return (
    <Card aria-label="How it is recognized">
      <CardHeader title="How it is recognized" />
      <CardBody className="flex flex-col gap-3 text-sm">
        <Labelled label="Cause">
          <span className="text-base">
            <Prose text={cause} />
          </span>
        </Labelled>
        {template && (
          <Labelled label="Error">
            <code className="font-mono text-log">{template}</code>
          </Labelled>
        )}
        {facts.length > 0 && (
          <Labelled label="Evidence to look for">
            <ul className="flex flex-col gap-1">
              {facts.map((fact) => (
                <li key={`${fact.kind} ${fact.text}`} className="anywhere">
                  <code className="font-mono text-log">{fact.text}</code>{" "}
                  <span className="text-muted">
                    {sentence(fact.kind)}
                    {fact.isDefining && ", shows the cause"}
                  </span>
                </li>
              ))}
            </ul>
          </Labelled>
        )}
        <p className="text-muted">
          Words in &lt;angle brackets&gt; and … vary, and are read from each incident’s own evidence.
        </p>
      </CardBody>
    </Card>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Subsection title={label}>
      <div className="anywhere">{children}</div>
    </Subsection>
  );
}
