import type { ReactNode } from "react";
import { BlastRadiusDetails } from "@/components/fixes/blast-radius";
import { FixChecks } from "@/components/fixes/fix-checks";
import { fixStatus, mergeObstacle, verificationTone } from "@/components/fixes/fix-words";
import { Chip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { Prose } from "@/components/ui/prose";
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
        <Chip tone={verificationTone(verification)}>{sentence(verification.status)}</Chip>
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
            <Branch
              branch={fix.branch}
              isReady={isBranchOnly && fix.status === "open"}
              target={fix.targetBranch}
            />
          </Fact>
        )}
        {fix.rebasedFrom && fix.baseCommit && (
          <Fact name="Base">
            Applied to <code className="text-xs">{fix.baseCommit.slice(0, 8)}</code>, because the branch had
            moved since <code className="text-xs">{fix.rebasedFrom.slice(0, 8)}</code>
          </Fact>
        )}
        <PullRequestFacts fix={fix} />
        {verification.reason && (
          <Fact name={verification.status === "verified" ? "Verified" : "Verification"}>
            <Prose text={verification.reason} />
          </Fact>
        )}
        {risk.reasons.length > 0 && (
          <Fact name="Risk">
            <ul>
              {risk.reasons.map((reason) => (
                <li key={reason}>
                  <Prose text={reason} />
                </li>
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
      <FixChecks verification={verification} />
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

/** Reviewers, labels, and what stands in the way of a merge. */
function PullRequestFacts({ fix }: { fix: Fix }) {
  const { pullRequest } = fix;
  if (!pullRequest) return null;
  const { reviewers, labels, notes } = pullRequest;
  const obstacle = fix.status === "open" ? mergeObstacle(pullRequest.mergeable) : null;
  return (
    <>
      {obstacle && <Fact name="Merge">{obstacle}</Fact>}
      {reviewers.length > 0 && <Fact name="Reviewers">{reviewers.join(", ")}</Fact>}
      {labels.length > 0 && <Fact name="Labels">{labels.join(", ")}</Fact>}
      {notes.length > 0 && <Fact name="Notes">{notes.join(" ")}</Fact>}
    </>
  );
}

/** A branch in a local repository, with the command to merge it, as it has no page. */
function Branch({ branch, isReady, target }: { branch: string; isReady: boolean; target: string | null }) {
  const command = `git merge ${branch}`;
  return (
    <>
      <code className="text-xs anywhere">{branch}</code>
      {isReady && (
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="text-muted">is ready. Review it, then{target && ` on ${target}`}:</span>
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
