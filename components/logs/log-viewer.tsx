"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import type { Target } from "@/components/evidence/target";
import { foldLog, type LineSpan } from "@/components/logs/fold-log";
import { LogChunks } from "@/components/logs/log-chunks";
import { lineMarks } from "@/components/logs/line-marks";
import { findLines, logText } from "@/components/logs/log-text";
import { LogToolbar } from "@/components/logs/log-toolbar";
import { useKeys } from "@/components/layout/use-keys";
import { LogFacts, type Evidence } from "@/lib/evidence/schemas";

interface LogViewerProps {
  piece: Evidence;
  target: Target | null;
}

const TAIL = 40;

/** A log as a person reads it: the failing line first, the rest one click away. */
export function LogViewer({ piece, target }: LogViewerProps) {
  const log = useMemo(() => logText(piece.text, piece.startLine), [piece.text, piece.startLine]);
  const facts = useMemo(() => LogFacts.safeParse(piece.facts).data ?? null, [piece.facts]);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [isWhole, setWhole] = useState(false);
  const [wraps, setWraps] = useState(false);
  const [search, setSearch] = useState("");
  const [jump, setJump] = useState<{ line: number; turn: number } | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);

  const found = useMemo(() => findLines(log, search), [log, search]);
  const goal = jump?.line ?? null;
  const rows = useMemo(() => {
    const end = log.first + log.lines.length - 1;
    const spans: LineSpan[] = facts
      ? [
          facts.window,
          ...facts.failingLines.slice(0, 5).map(({ line }) => ({ startLine: line, endLine: line })),
          ...facts.chain.map(({ line }) => ({ startLine: line, endLine: line })),
        ]
      : [{ startLine: end - TAIL, endLine: end }];
    if (target) spans.push(target);
    if (goal !== null) spans.push({ startLine: goal, endLine: goal });
    return foldLog({ log, spans, opened, isWhole });
  }, [log, facts, target, goal, opened, isWhole]);
  const marks = useMemo(() => lineMarks(facts), [facts]);

  const goTo = useCallback((line: number) => setJump((now) => ({ line, turn: (now?.turn ?? 0) + 1 })), []);
  const step = (by: number) => {
    if (found.length === 0) return;
    const at = found.indexOf(goal ?? -1);
    const next = at < 0 ? (by > 0 ? 0 : -1) : (at + by) % found.length;
    const line = found.at(next);
    if (line !== undefined) goTo(line);
  };
  const failing = facts?.failingLines[0] ?? null;
  useKeys([
    { keys: "/", label: "Search the log", group: "Evidence", run: () => searchRef.current?.focus() },
    {
      keys: "f",
      label: "Go to the failing line",
      group: "Evidence",
      run: () => failing && goTo(failing.line),
    },
    { keys: "w", label: "Wrap lines", group: "Evidence", run: () => setWraps(!wraps) },
  ]);
  return (
    <div>
      <LogToolbar
        piece={piece}
        facts={facts}
        lineCount={log.lines.length}
        search={{
          text: search,
          set: setSearch,
          step,
          found: found.length,
          at: found.indexOf(goal ?? -1),
        }}
        searchRef={searchRef}
        wraps={wraps}
        onWrap={setWraps}
        isWhole={isWhole}
        onWhole={setWhole}
        onGoTo={goTo}
      />
      <LogChunks
        log={log}
        rows={rows}
        marks={marks}
        search={search}
        wraps={wraps}
        target={target}
        jump={jump}
        onOpen={(line) => setOpened(new Set([...opened, line]))}
      />
    </div>
  );
}
