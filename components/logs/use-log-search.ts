"use client";

import { useMemo, useState } from "react";
import { findLines, type LogText } from "@/components/logs/log-text";

export interface LogSearch {
  text: string;
  set: (text: string) => void;
  step: (by: number) => void;
  found: number;
  /** Index of the current match, or -1. */
  at: number;
}

/** Search state of a log; `goal` is the line last jumped to. */
export function useLogSearch(log: LogText, goal: number | null, goTo: (line: number) => void): LogSearch {
  const [text, set] = useState("");
  const found = useMemo(() => findLines(log, text), [log, text]);
  const at = found.indexOf(goal ?? -1);
  const step = (by: number) => {
    if (found.length === 0) return;
    const next = at < 0 ? (by > 0 ? 0 : -1) : (at + by) % found.length;
    const line = found.at(next);
    if (line !== undefined) goTo(line);
  };
  return { text, set, step, found: found.length, at };
}
