import { CHECK_STATUS } from "@/components/fixes/fix-words";
import { Chip } from "@/components/ui/chip";
import { Prose } from "@/components/ui/prose";
import { CHECK_NAMES, type FixCheck, type FixVerification } from "@/lib/fixes/schemas";

/** What a fix was checked for, and the output of the checks behind a disclosure. */
export function FixChecks({ verification: { checks, log } }: { verification: FixVerification }) {
  if (checks.length === 0 && log === "") return null;
  return (
    <details>
      <summary className="w-fit text-sm text-accent">{summaryOf(checks)}</summary>
      <div className="mt-1.5 flex flex-col gap-2">
        {checks.length > 0 && (
          <ul aria-label="Checks" className="flex flex-col gap-1.5 text-sm">
            {checks.map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        )}
        {log !== "" && (
          <pre
            tabIndex={0}
            aria-label="Verification output"
            className="max-h-60 overflow-auto rounded-md border bg-bg p-3 text-log whitespace-pre-wrap anywhere"
          >
            {log}
          </pre>
        )}
      </div>
    </details>
  );
}

function Check({ check: { name, status, detail, durationMs } }: { check: FixCheck }) {
  const { text, tone } = CHECK_STATUS[status];
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-start gap-x-2 sm:grid-cols-[4.5rem_8rem_minmax(0,1fr)]">
      <Chip tone={tone} className="justify-self-start">
        {text}
      </Chip>
      <span>
        {CHECK_NAMES[name]}
        {durationMs >= 100 && <span className="text-muted tabular-nums"> {seconds(durationMs)}</span>}
      </span>
      <span className="col-start-2 text-muted anywhere sm:col-start-3">
        <Prose text={detail} />
      </span>
    </li>
  );
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** `Checks: 4 passed, 1 skipped`; fixes of earlier versions have only the output. */
function summaryOf(checks: readonly FixCheck[]): string {
  if (checks.length === 0) return "Verification output";
  const count = (status: FixCheck["status"]) => checks.filter((check) => check.status === status).length;
  const parts = (["passed", "failed", "caution", "skipped"] as const).flatMap((status) =>
    count(status) > 0 ? [`${count(status)} ${CHECK_STATUS[status].text.toLowerCase()}`] : [],
  );
  return `Checks: ${parts.join(", ")}`;
}
