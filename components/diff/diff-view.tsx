"use client";

import { useId, useMemo } from "react";
import { diffFiles, sidePairs, type DiffFile, type DiffRow } from "@/components/diff/diff-rows";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { showHiddenInCode } from "@/lib/platform/hidden-characters";

export type DiffForm = "unified" | "side";

interface DiffViewProps {
  patch: string;
  /** Phones always get the unified form. */
  form: DiffForm;
}

/** A patch as a diff with changed words marked, or as text if it does not parse. */
export function DiffView({ patch, form }: DiffViewProps) {
  const files = useMemo(() => diffFiles(patch), [patch]);
  // Several patches on a page may change the same file.
  const id = useId();
  if (!files) {
    return (
      <pre tabIndex={0} aria-label="Patch" className="max-h-96 overflow-auto p-4 text-log">
        {showHiddenInCode(patch)}
      </pre>
    );
  }
  return (
    <div>
      {files.length > 1 && <FileList files={files} id={id} />}
      {files.map((file) => (
        <section
          key={file.path}
          id={anchorOf(id, file)}
          aria-label={file.path}
          className="border-t first:border-t-0"
        >
          <h3 className="flex flex-wrap items-center gap-2 border-b bg-subtle px-4 py-1.5 font-mono text-xs">
            <span className="anywhere">
              {file.oldPath && `${file.oldPath} → `}
              {file.path}
            </span>
            {file.change !== "changed" && <Chip>{file.change}</Chip>}
            <Counts file={file} />
          </h3>
          {form === "side" && <SideBySide file={file} />}
          <Unified file={file} className={form === "side" ? "sm:hidden" : undefined} />
        </section>
      ))}
    </div>
  );
}

const anchorOf = (id: string, file: DiffFile) => `${id}-${file.path}`;

function FileList({ files, id }: { files: readonly DiffFile[]; id: string }) {
  return (
    <ul aria-label="Files" className="border-b px-4 py-2 font-mono text-xs">
      {files.map((file) => (
        <li key={file.path} className="flex flex-wrap gap-x-3 py-0.5">
          <a href={`#${anchorOf(id, file)}`} className="anywhere hover:underline">
            {file.path}
          </a>
          <Counts file={file} />
        </li>
      ))}
    </ul>
  );
}

function Counts({ file }: { file: DiffFile }) {
  return (
    <span className="tnum whitespace-nowrap">
      <span className="text-ok">+{file.additions}</span>{" "}
      <span className="text-danger-ink">−{file.deletions}</span>
    </span>
  );
}

function Unified({ file, className }: { file: DiffFile; className?: string | undefined }) {
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label="Unified diff"
      className={cn("overflow-x-auto font-mono text-log", className)}
    >
      <div className="w-fit min-w-full">
        {file.hunks.map((hunk) => (
          <div key={hunk.header}>
            <HunkHead text={hunk.header} />
            {hunk.rows.map((row, i) => (
              <div key={i} className={cn("flex", TINT[row.kind])}>
                <LineNumber n={row.oldNumber} className="hidden sm:block" />
                <LineNumber n={row.newNumber ?? row.oldNumber} className="sm:hidden" />
                <LineNumber n={row.newNumber} className="hidden sm:block" />
                <Sign row={row} />
                <span className="pr-4 whitespace-pre">
                  <Words row={row} />
                </span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function SideBySide({ file }: { file: DiffFile }) {
  return (
    <div className="hidden font-mono text-log sm:block">
      {file.hunks.map((hunk) => (
        <div key={hunk.header}>
          <HunkHead text={hunk.header} />
          {sidePairs(hunk.rows).map(({ left, right }, i) => (
            <div key={i} className="grid grid-cols-2">
              <Half row={left} n={left?.oldNumber ?? null} />
              <Half row={right} n={right?.newNumber ?? null} className="border-l" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function Half({ row, n, className }: { row: DiffRow | null; n: number | null; className?: string }) {
  return (
    <div className={cn("flex min-w-0", row ? TINT[row.kind] : "bg-subtle", className)}>
      <LineNumber n={n} />
      {row && <Sign row={row} />}
      <span className="min-w-0 pr-3 whitespace-pre-wrap anywhere">{row && <Words row={row} />}</span>
    </div>
  );
}

const TINT = { add: "bg-add-tint", remove: "bg-del-tint", context: "" } as const;
const SIGN = { add: "+", remove: "−", context: " " } as const;

function HunkHead({ text }: { text: string }) {
  return <p className="bg-bg px-4 py-1 text-xs text-faint">{text}</p>;
}

function LineNumber({ n, className }: { n: number | null; className?: string }) {
  return (
    <span className={cn("w-10 shrink-0 pr-2 text-right text-faint tabular-nums select-none", className)}>
      {n}
    </span>
  );
}

function Sign({ row }: { row: DiffRow }) {
  return <span className="w-4 shrink-0 text-muted select-none">{SIGN[row.kind]}</span>;
}

function Words({ row }: { row: DiffRow }) {
  return row.words.map((word, i) => (
    <span
      key={i}
      className={cn(
        word.isChanged && "rounded-sm",
        word.isChanged && (row.kind === "add" ? "bg-add-mark" : "bg-del-mark"),
      )}
    >
      {word.text}
    </span>
  ));
}
