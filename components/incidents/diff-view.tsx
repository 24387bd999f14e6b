"use client";

import { useMemo } from "react";
import { diffFiles, type DiffRow } from "@/components/incidents/diff-rows";
import { cn } from "@/components/ui/cn";

export function DiffView({ patch }: { patch: string }) {
  const files = useMemo(() => diffFiles(patch), [patch]);
  if (!files)
    return <pre className="overflow-auto border-t bg-sunken p-4 font-mono text-[12.5px]">{patch}</pre>;
  return (
    <div className="border-t">
      {files.map((file) => (
        <section key={file.path} aria-label={file.path}>
          <h3 className="border-b bg-sunken px-4 py-1.5 font-mono text-xs">{file.path}</h3>
          <div className="overflow-x-auto font-mono text-[12.5px] leading-5">
            {file.hunks.map((hunk) => (
              <div key={hunk.header} className="min-w-fit">
                <p className="px-4 py-1 text-xs text-muted">{hunk.header}</p>
                {hunk.rows.map((row, i) => (
                  <Row key={i} row={row} />
                ))}
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

const SIGN = { add: "+", remove: "−", context: " " } as const;

function Row({ row }: { row: DiffRow }) {
  return (
    <div className={cn("flex", row.kind === "add" && "bg-add-tint", row.kind === "remove" && "bg-fail-tint")}>
      <span className="tabular hidden w-11 shrink-0 pr-2 text-right text-muted select-none sm:block">
        {row.oldNumber}
      </span>
      <span className="tabular w-11 shrink-0 pr-2 text-right text-muted select-none">{row.newNumber}</span>
      <span className="w-4 shrink-0 text-muted select-none">{SIGN[row.kind]}</span>
      <span className="pr-4 whitespace-pre">
        {row.words.map((word, i) => (
          <span
            key={i}
            className={cn(word.isChanged && (row.kind === "add" ? "bg-add-word" : "bg-del-word"))}
          >
            {word.text}
          </span>
        ))}
      </span>
    </div>
  );
}
