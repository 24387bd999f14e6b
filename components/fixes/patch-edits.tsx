import { editedLines } from "@/components/fixes/patch-changes";
import { showHiddenInCode } from "@/lib/platform/hidden-characters";

/** What a person changed in a proposed patch. */
export function PatchEdits({ proposed, now }: { proposed: string; now: string }) {
  const lines = editedLines(proposed, now);
  return (
    <details className="border-t px-4 py-2 first:border-t-0">
      <summary className="w-fit text-sm text-accent">What changed since the proposal</summary>
      {lines.length === 0 ? (
        <p className="pt-1 text-sm text-muted">Only context lines or line numbers.</p>
      ) : (
        <ul aria-label="Changes to the proposal" className="overflow-x-auto pt-1 font-mono text-log">
          {lines.map(({ kind, text }, i) => (
            <li key={i} className={kind === "added" ? "bg-add-tint" : "bg-del-tint"}>
              <span className="text-muted">{kind === "added" ? "now: " : "was: "}</span>
              <span className="whitespace-pre">{showHiddenInCode(text)}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
