"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import type { Target } from "@/components/evidence/target";
import { useIsPhone } from "@/components/layout/use-is-phone";
import { useKeys } from "@/components/layout/use-keys";
import { foldLog, spansOf } from "@/components/logs/fold-log";
import { LogChunks } from "@/components/logs/log-chunks";
import { LogLegend } from "@/components/logs/log-legend";
import { lineMarks } from "@/components/logs/line-marks";
import { logText } from "@/components/logs/log-text";
import { LogToolbar } from "@/components/logs/log-toolbar";
import { useLogSearch } from "@/components/logs/use-log-search";
import type { LogEvidence } from "@/lib/evidence/schemas";

interface LogViewerProps {
  piece: LogEvidence;
  target: Target | null;
}

/** A log focused on its failing line, with everything else folded. */
export function LogViewer({ piece, target }: LogViewerProps) {
  const log = useMemo(() => logText(piece.text, piece.startLine), [piece.text, piece.startLine]);
  const { facts } = piece;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const [wraps, setWraps] = useWraps();
  const [jump, setJump] = useState<{ line: number; turn: number } | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const goal = jump?.line ?? null;
  const goTo = useCallback((line: number) => setJump((now) => ({ line, turn: (now?.turn ?? 0) + 1 })), []);
  const search = useLogSearch(log, goal, goTo);
  const rows = useMemo(
    () => foldLog({ log, spans: spansOf(log, facts, target, goal), opened, showsAll }),
    [log, facts, target, goal, opened, showsAll],
  );
  const marks = useMemo(() => lineMarks(facts), [facts]);
  const failing = facts?.outcome === "no_failure" ? null : (facts?.failingLines[0] ?? null);
  useKeys([
    { keys: "/", label: "Search log", group: "Evidence", run: () => searchRef.current?.focus() },
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
        search={search}
        searchRef={searchRef}
        wraps={wraps}
        onWrap={setWraps}
        showsAll={showsAll}
        hasFolds={showsAll || rows.some((row) => row.kind === "fold")}
        onShowAll={setShowsAll}
        onGoTo={goTo}
      />
      <LogChunks
        log={log}
        rows={rows}
        marks={marks}
        search={search.text}
        wraps={wraps}
        target={target}
        jump={jump}
        onOpen={(line) => setOpened(new Set([...opened, line]))}
      />
      <LogLegend marks={marks} />
    </div>
  );
}

/** Whether lines wrap: the reader's choice, otherwise only on phones. */
function useWraps(): [boolean, (wraps: boolean) => void] {
  const isPhone = useIsPhone();
  const [chosen, setChosen] = useState<boolean | null>(null);
  return [chosen ?? isPhone, setChosen];
}
