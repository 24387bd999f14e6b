"use client";

import { ChevronDown, ChevronUp, Download, WrapText } from "lucide-react";
import type { RefObject } from "react";
import type { LogSearch } from "@/components/logs/use-log-search";
import { WhyLine } from "@/components/logs/why-line";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/field";
import { count } from "@/components/ui/words";
import type { Evidence, LogFacts } from "@/lib/evidence/schemas";

interface LogToolbarProps {
  piece: Evidence;
  facts: LogFacts | null;
  lineCount: number;
  search: LogSearch;
  searchRef: RefObject<HTMLInputElement | null>;
  wraps: boolean;
  onWrap: (wraps: boolean) => void;
  showsAll: boolean;
  /** Whether there is anything to fold or unfold. */
  hasFolds: boolean;
  onShowAll: (showsAll: boolean) => void;
  onGoTo: (line: number) => void;
}

export function LogToolbar(props: LogToolbarProps) {
  const { piece, facts, lineCount, search, searchRef, wraps, onWrap } = props;
  const { showsAll, hasFolds, onShowAll, onGoTo } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-2 border-b px-3 py-2 text-sm">
      {facts?.outcome === "no_failure" ? (
        <span className="px-1 font-medium">This run succeeded; no line failed.</span>
      ) : (
        facts?.failingLines[0] && <WhyLine facts={facts} onGoTo={onGoTo} />
      )}
      <span className="mr-auto px-1 text-xs text-muted">
        {count(lineCount, "line")}
        {piece.truncated && facts && ` of ${new Intl.NumberFormat("en-GB").format(facts.lineCount)}`}
        {facts?.origin === "webhook" && ", from the webhook"}
        {facts?.isReadAgain && piece.truncated && ", re-analyzed from the stored part"}
      </span>
      <SearchBox search={search} inputRef={searchRef} />
      {hasFolds && (
        <Button size="sm" variant="ghost" aria-pressed={showsAll} onClick={() => onShowAll(!showsAll)}>
          {showsAll ? "Relevant lines" : "All lines"}
        </Button>
      )}
      <Button
        size="icon"
        variant="ghost"
        aria-pressed={wraps}
        aria-label="Wrap lines"
        title="Wrap lines (w)"
        className={cn("size-7", wraps && "bg-accent-tint text-accent")}
        onClick={() => onWrap(!wraps)}
      >
        <WrapText aria-hidden />
      </Button>
      <CopyButton text={piece.text} label="Copy log" />
      <Button
        size="icon"
        variant="ghost"
        aria-label="Download log"
        title="Download log"
        className="size-7"
        onClick={() => download(piece)}
      >
        <Download aria-hidden />
      </Button>
    </div>
  );
}

interface SearchBoxProps {
  search: LogSearch;
  inputRef: RefObject<HTMLInputElement | null>;
}

function SearchBox({ search, inputRef }: SearchBoxProps) {
  return (
    <span className="flex items-center">
      <Input
        ref={inputRef}
        type="search"
        aria-label="Search log"
        placeholder="Search  /"
        className="h-7 w-36 text-xs"
        value={search.text}
        onChange={(event) => search.set(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            search.step(event.shiftKey ? -1 : 1);
          } else if (event.key === "Escape") {
            search.set("");
            event.currentTarget.blur();
          }
        }}
      />
      {search.text.trim() && (
        <span className="tnum flex items-center pl-1 text-xs text-muted">
          <span aria-live="polite" className="px-1">
            {search.at >= 0
              ? `${search.at + 1} of ${search.found}`
              : search.found === 0
                ? "no matches"
                : search.found}
          </span>
          <Button
            size="icon"
            variant="ghost"
            className="size-6"
            aria-label="Previous match"
            onClick={() => search.step(-1)}
          >
            <ChevronUp aria-hidden />
          </Button>
          <Button
            size="icon"
            variant="ghost"
            className="size-6"
            aria-label="Next match"
            onClick={() => search.step(1)}
          >
            <ChevronDown aria-hidden />
          </Button>
        </span>
      )}
    </span>
  );
}

function download(piece: Evidence): void {
  const url = URL.createObjectURL(new Blob([piece.text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${piece.collector}-${piece.id}.log`;
  link.click();
  URL.revokeObjectURL(url);
}
