"use client";

import { useMemo, useState } from "react";
import type { Target } from "@/components/incidents/evidence-card";
import { shownLines } from "@/components/incidents/log-lines";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/field";
import type { Evidence, LogFacts } from "@/lib/evidence/schemas";

/** The log around what failed; the rest opens on request. */
export function LogViewer({
  piece,
  facts,
  target,
}: {
  piece: Evidence;
  facts: LogFacts;
  target: Target | null;
}) {
  const [search, setSearch] = useState("");
  const [isWhole, setWhole] = useState(false);
  const [wraps, setWraps] = useState(true);
  const first = piece.startLine ?? 1;
  const lines = useMemo(() => piece.text.split("\n"), [piece.text]);
  const shown = shownLines({
    first,
    count: lines.length,
    window: facts.window,
    target,
    isWhole,
    search,
    lines,
  });
  const failing = facts.failingLines[0];
  const chain = new Set(facts.chain.map((one) => one.line));
  return (
    <div>
      <Toolbar
        text={piece.text}
        lineCount={lines.length}
        failing={failing}
        search={search}
        onSearch={setSearch}
        wraps={wraps}
        onWrap={setWraps}
        isWhole={isWhole}
        onWhole={setWhole}
      />
      {piece.message && <p className="px-4 pb-2 text-[13px] text-muted">{piece.message}</p>}
      <div className="max-h-[70vh] overflow-auto border-t bg-sunken py-1 font-mono text-[12.5px] leading-5">
        {shown.map((row) =>
          row.kind === "fold" ? (
            <Fold key={`fold${row.from}`} count={row.count} onOpen={() => setWhole(true)} />
          ) : (
            <div
              key={row.number}
              id={`${piece.id}-L${row.number}`}
              className={cn(
                "flex border-l-2 border-transparent",
                chain.has(row.number) && "border-high",
                row.number === failing?.line && "border-critical bg-fail-tint",
                target && row.number >= target.startLine && row.number <= target.endLine && "flash",
              )}
            >
              <a
                href={`#${piece.id}-L${row.number}`}
                className="tabular w-14 shrink-0 pr-3 text-right text-muted select-none"
              >
                {row.number}
              </a>
              <span
                className={cn(
                  "min-w-0 flex-1 pr-3",
                  wraps ? "break-words whitespace-pre-wrap" : "whitespace-pre",
                )}
              >
                {lines[row.number - first] || " "}
              </span>
            </div>
          ),
        )}
      </div>
    </div>
  );
}

function Fold({ count, onOpen }: { count: number; onOpen: () => void }) {
  return (
    <button
      type="button"
      className="block w-full px-3 py-1 text-left text-xs text-muted hover:text-ink"
      onClick={onOpen}
    >
      {count} line{count === 1 ? "" : "s"} not shown
    </button>
  );
}

interface ToolbarProps {
  text: string;
  lineCount: number;
  failing: LogFacts["failingLines"][number] | undefined;
  search: string;
  onSearch: (search: string) => void;
  wraps: boolean;
  onWrap: (wraps: boolean) => void;
  isWhole: boolean;
  onWhole: (isWhole: boolean) => void;
}

function Toolbar({
  text,
  lineCount,
  failing,
  search,
  onSearch,
  wraps,
  onWrap,
  isWhole,
  onWhole,
}: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2">
      <Input
        type="search"
        aria-label="Search the log"
        placeholder="Search the log"
        className="h-7 w-44"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      <Button size="sm" variant="ghost" aria-pressed={wraps} onClick={() => onWrap(!wraps)}>
        Wrap
      </Button>
      <Button size="sm" variant="ghost" aria-pressed={isWhole} onClick={() => onWhole(!isWhole)}>
        {isWhole ? "Only what matters" : `All ${lineCount} lines`}
      </Button>
      <CopyButton text={text} label="Copy the log" />
      {failing && (
        <details className="text-[13px]">
          <summary className="text-accent">Why line {failing.line}?</summary>
          <ul className="mt-1 list-disc pl-5 text-muted">
            {failing.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
