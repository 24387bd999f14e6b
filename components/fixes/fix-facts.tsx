import type { ReactNode } from "react";
import { BlastRadiusDetails } from "@/components/fixes/blast-radius";
import { fixStatus, VERIFICATION_TONE } from "@/components/fixes/fix-words";
import { Chip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { sentence } from "@/components/ui/words";
import type { Fix } from "@/lib/fixes/schemas";

/** Status, verification, risk, blast radius and pull request of a fix. */
export function FixFacts({ fix }: { fix: Fix }) {
  const { risk, verification, blastRadius } = fix;
  const status = fixStatus(fix);
  const isBranchOnly = fix.pullRequest?.number === null && fix.branch !== null;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-1.5">
        <Chip tone={status.tone}>{status.text}</Chip>
        <Chip tone={VERIFICATION_TONE[verification.status]}>{sentence(verification.status)}</Chip>
        <Chip tone={risk.level === "high" ? "danger" : risk.level === "medium" ? "warn" : "neutral"}>
          Risk {risk.level}
        </Chip>
        <Chip>{fix.engine === "claude" ? "Claude" : "Built-in"}</Chip>
        {fix.editedBy && <Chip tone="warn">Edited by {fix.editedBy}</Chip>}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
        {fix.pullRequest && !isBranchOnly && (
          <Fact name="Pull request">
            <PullRequest fix={fix} />
          </Fact>
        )}
        {(isBranchOnly || !fix.pullRequest) && fix.branch && (
          <Fact name="Branch">
            <Branch branch={fix.branch} isCreated={isBranchOnly} />
          </Fact>
        )}
        {verification.reason && (
          <Fact name={verification.status === "verified" ? "Verified" : "Verification"}>
            {verification.reason}
          </Fact>
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
        {blastRadius.text && (
          <Fact name="Blast radius">
            <BlastRadiusDetails blastRadius={blastRadius} />
          </Fact>
        )}
        {fix.hint && <Fact name="Hint">{fix.hint}</Fact>}
      </dl>
      {verification.log && (
        <details>
          <summary className="w-fit text-sm text-accent">Verification output</summary>
          <pre
            tabIndex={0}
            aria-label="Verification output"
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

/** A branch in a local repository, with the command to review it, as it has no page. */
function Branch({ branch, isCreated }: { branch: string; isCreated: boolean }) {
  const command = `git show ${branch}`;
  return (
    <>
      <code className="text-xs anywhere">{branch}</code>
      {isCreated && (
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="text-muted">Review it in the repository, then merge it yourself:</span>
          <code className="text-xs anywhere">{command}</code>
          <CopyButton text={command} label="Copy command" />
        </span>
      )}
    </>
  );
}

function PullRequest({ fix }: { fix: Fix }) {
  const { pullRequest } = fix;
  if (!pullRequest) return null;
  const name = `#${pullRequest.number}`;
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
