"use client";

import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { Target } from "@/components/evidence/target";
import type { LogRow } from "@/components/logs/fold-log";
import { FoldRow, LineRow } from "@/components/logs/log-line";
import type { LineMark } from "@/components/logs/line-marks";
import type { LogText } from "@/components/logs/log-text";

interface LogChunksProps {
  log: LogText;
  rows: readonly LogRow[];
  marks: ReadonlyMap<number, LineMark>;
  search: string;
  wraps: boolean;
  target: Target | null;
  jump: { line: number; turn: number } | null;
  onOpen: (firstLine: number) => void;
}

/** Rows rendered or skipped together, which keeps 20,000 lines smooth. */
const CHUNK = 120;
const LINE_PX = 20;
const ROOT_MARGIN = "800px 0px";

export function LogChunks({ rows, target, jump, ...rest }: LogChunksProps) {
  const boxRef = useRef<HTMLDivElement>(null);
  const chunks = useMemo(
    () =>
      Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) =>
        rows.slice(i * CHUNK, (i + 1) * CHUNK),
      ),
    [rows],
  );
  const goal = useGoal(target, jump);
  useScrollTo(boxRef, goal);
  const digits = String(rest.log.first + rest.log.lines.length - 1).length;
  return (
    <div
      ref={boxRef}
      // Scrollable regions are reachable by keyboard.
      tabIndex={0}
      role="region"
      aria-label="Log lines"
      className="relative max-h-[min(72dvh,760px)] overflow-auto rounded-b-lg bg-surface py-1 font-mono text-log focus-visible:-outline-offset-2"
    >
      <div className={rest.wraps ? undefined : "w-fit min-w-full"}>
        {chunks.map((chunk, i) => (
          <Chunk
            key={i}
            rows={chunk}
            boxRef={boxRef}
            isForced={goal !== null && hasLine(chunk, goal.line)}
            goalLine={jump && hasLine(chunk, jump.line) ? jump.line : null}
            target={target}
            digits={digits}
            {...rest}
          />
        ))}
      </div>
    </div>
  );
}

const hasLine = (rows: readonly LogRow[], line: number) =>
  rows.some((row) => row.kind === "line" && row.line === line);

interface Goal {
  line: number;
  turn: string;
  /** A citation scrolls the page to the viewer; a search inside it does not. */
  movesPage: boolean;
}

/** The latest scroll target: a citation, or a jump inside the log. */
function useGoal(target: Target | null, jump: { line: number; turn: number } | null): Goal | null {
  const [last, setLast] = useState<{ target: Target | null; jump: typeof jump; goal: Goal | null }>({
    target: null,
    jump: null,
    goal: null,
  });
  if (target && target !== last.target) {
    const goal = { line: target.startLine, turn: `target ${target.turn}`, movesPage: true };
    setLast({ target, jump, goal });
    return goal;
  }
  if (jump && jump !== last.jump) {
    const goal = { line: jump.line, turn: `jump ${jump.turn}`, movesPage: false };
    setLast({ target: last.target, jump, goal });
    return goal;
  }
  return last.goal;
}

function useScrollTo(boxRef: RefObject<HTMLDivElement | null>, goal: Goal | null): void {
  const turn = goal?.turn ?? null;
  const latest = useRef(goal);
  useLayoutEffect(() => {
    latest.current = goal;
  });
  useEffect(() => {
    const box = boxRef.current;
    const current = latest.current;
    if (turn === null || !box || !current) return;
    const row = box.querySelector<HTMLElement>(`[data-line="${current.line}"]`);
    if (!row) return;
    const offset = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += offset - box.clientHeight / 3;
    if (current.movesPage) row.scrollIntoView({ block: "center" });
  }, [turn, boxRef]);
}

interface ChunkProps extends Omit<LogChunksProps, "jump"> {
  boxRef: RefObject<HTMLDivElement | null>;
  isForced: boolean;
  /** The line jumped to, if it is in this chunk. */
  goalLine: number | null;
  digits: number;
}

const Chunk = memo(function Chunk({ rows, boxRef, isForced, goalLine, ...rest }: ChunkProps) {
  const ref = useRef<HTMLDivElement>(null);
  // Wrapped lines are taller than estimated, so keep the measured height when the chunk is skipped again.
  const [{ isNear, height }, setPlace] = useState({ isNear: false, height: rows.length * LINE_PX });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        const measured = entry.boundingClientRect.height;
        setPlace((now) => ({
          isNear: entry.isIntersecting,
          height: !entry.isIntersecting && measured > 0 ? measured : now.height,
        }));
      },
      { root: boxRef.current, rootMargin: ROOT_MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [boxRef]);
  if (!isNear && !isForced) return <div ref={ref} style={{ height }} />;
  return (
    <div ref={ref}>
      {rows.map((row) =>
        row.kind === "line" ? (
          <LineRow
            key={row.line}
            line={row.line}
            text={rest.log.lines[row.line - rest.log.first] ?? ""}
            mark={rest.marks.get(row.line)}
            search={rest.search}
            wraps={rest.wraps}
            digits={rest.digits}
            turn={turnOf(rest.target, row.line)}
            isGoal={row.line === goalLine}
          />
        ) : (
          <FoldRow key={`fold ${row.startLine}`} fold={row} onOpen={rest.onOpen} />
        ),
      )}
    </div>
  );
});

/** The turn of the citation that covers this line, or null. */
function turnOf(target: Target | null, line: number): number | null {
  return target && line >= target.startLine && line <= target.endLine ? target.turn : null;
}
