import type { ReactNode } from "react";
import { FIX_STATUS, VERIFICATION_TONE } from "@/components/fixes/fix-words";
import { Chip } from "@/components/ui/chip";
import { sentence } from "@/components/ui/words";
import type { Fix } from "@/lib/fixes/schemas";

/** Where the fix stands: status, proof, risk, reach, pull request. */
export function FixFacts({ fix }: { fix: Fix }) {
  const { risk, verification, blastRadius } = fix;
  const status = FIX_STATUS[fix.status];
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-1.5">
        <Chip tone={status.tone}>{status.text}</Chip>
        <Chip tone={VERIFICATION_TONE[verification.status]}>{sentence(verification.status)}</Chip>
        <Chip tone={risk.level === "high" ? "danger" : risk.level === "medium" ? "warn" : "neutral"}>
          Risk {risk.level}
        </Chip>
        <Chip>{fix.engine === "claude" ? "Claude" : "Built-in"}</Chip>
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
        {fix.pullRequest && (
          <Fact name="Pull request">
            <PullRequest fix={fix} />
          </Fact>
        )}
        {!fix.pullRequest && fix.branch && (
          <Fact name="Branch">
            <code className="text-xs anywhere">{fix.branch}</code>
          </Fact>
        )}
        {verification.reason && (
          <Fact name={verification.status === "verified" ? "Verified" : "Check"}>{verification.reason}</Fact>
        )}
        {risk.reasons.length > 0 && (
          <Fact name="Risk">
            <ul>
              {risk.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Fact>
        )}
        {blastRadius.text && <Fact name="Reach">{blastRadius.text}</Fact>}
      </dl>
      {verification.log && (
        <details>
          <summary className="w-fit text-sm text-accent">What the check printed</summary>
          <pre
            tabIndex={0}
            aria-label="Output of the check"
            className="mt-1 max-h-60 overflow-auto rounded-md border bg-bg p-3 text-log whitespace-pre-wrap anywhere"
          >
            {verification.log}
          </pre>
        </details>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 anywhere">{children}</dd>
    </>
  );
}

function PullRequest({ fix }: { fix: Fix }) {
  const { pullRequest } = fix;
  if (!pullRequest) return null;
  const name = pullRequest.number === null ? "Branch with the commit" : `#${pullRequest.number}`;
  return (
    <>
      {pullRequest.url ? (
        <a className="text-accent underline" href={pullRequest.url} target="_blank" rel="noreferrer noopener">
          {name}
        </a>
      ) : (
        name
      )}
      {pullRequest.draft && " (draft)"}
      {pullRequest.state !== "open" && `, ${pullRequest.state}`}
      {fix.branch && (
        <>
          {" "}
          <code className="text-xs anywhere">{fix.branch}</code>
        </>
      )}
      {fix.commitSha && <code className="text-xs text-muted"> {fix.commitSha.slice(0, 8)}</code>}
    </>
  );
}
