import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { answerArriving } from "@/app/api/webhooks/answer-webhook";
import { getFix } from "@/lib/fixes/data";
import { useFixes } from "@/lib/fixes/testing/orders-fix";
import { listTimeline } from "@/lib/incidents/history/data";
import type { Context } from "@/lib/platform/context";
import { encrypt, newId } from "@/lib/platform/crypto";

const fixes = useFixes();
const number = 7;

/** A fix with an open draft in `ada/pipelines`. */
async function opened() {
  const { path } = fixes.localRepository();
  const { ctx, fixId, incidentId } = await fixes.propose({ kind: "local", path });
  const repository = { kind: "github", owner: "ada", repo: "pipelines" };
  await fixes.db.prisma.source.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { repository } });
  const branch = `pipeline-debugger/${fixId.slice(-8)}`;
  await fixes.db.prisma.fix.update({
    where: { id: fixId },
    data: { status: "open", branch, prNumber: number, prState: "open", prDraft: true },
  });
  return { ctx, fixId, incidentId, fix: { branch } };
}

const texts = async (ctx: Context, incidentId: string) =>
  (await listTimeline(ctx, incidentId)).items
    .filter(({ kind }) => kind === "pull_request")
    .map(({ text }) => text);

describe("a webhook about a pull request", () => {
  const SECRET = "whsec_c2VjcmV0";

  /** A GitHub source of the workspace, and a sender for its webhook. */
  async function webhook(ctx: Context, secret = SECRET) {
    const key = newId();
    await fixes.db.prisma.source.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        kind: "github",
        name: "GitHub",
        key,
        secretEnc: encrypt(SECRET),
      },
    });
    return (body: object) => {
      const raw = Buffer.from(JSON.stringify(body));
      const signature = createHmac("sha256", secret).update(raw).digest("hex");
      const headers = {
        "x-github-event": "pull_request",
        "x-github-delivery": newId(),
        "x-hub-signature-256": `sha256=${signature}`,
      };
      return answerArriving(
        { headers, readBody: () => Promise.resolve(raw) },
        { kind: "github", sourceKey: key },
      );
    };
  }

  const event = (number: number, branch: string | null, pull: object, repository = "ada/pipelines") => ({
    action: "edited",
    number,
    repository: { full_name: repository },
    pull_request: {
      number,
      state: "open",
      draft: true,
      merged: false,
      merged_at: null,
      merge_commit_sha: "c".repeat(40),
      head: { ref: branch, repo: { full_name: repository } },
      ...pull,
    },
  });
  const MERGED = { state: "closed", draft: false, merged: true, merged_at: "2026-11-30T10:00:00Z" };

  it("changes the fix at once, opens no incident, and is confirmed by the next reading", async () => {
    const { ctx, fixId, incidentId, fix } = await opened();
    const send = await webhook(ctx);
    expect((await send(event(number, fix.branch, { draft: false }))).status).toBe(202);
    expect((await getFix(ctx, fixId)).pullRequest).toMatchObject({
      state: "open",
      draft: false,
      checkedAt: null,
    });
    await send(event(number, fix.branch, { state: "closed" }));
    expect((await getFix(ctx, fixId)).status).toBe("closed");
    await send(event(number, fix.branch, {}));
    await send(event(number, fix.branch, MERGED));
    // Late, and after the merge.
    await send(event(number, fix.branch, { draft: false }));
    expect(await getFix(ctx, fixId)).toMatchObject({
      status: "merged",
      mergedAt: "2026-11-30T10:00:00.000Z",
      mergeCommitSha: "c".repeat(40),
    });
    const name = `Pull request #${number}`;
    expect((await texts(ctx, incidentId)).toSorted()).toEqual([
      `${name} is ready for review`,
      `${name} was closed without merging`,
      `${name} was merged`,
      `${name} was reopened`,
    ]);
    expect(await fixes.db.prisma.incident.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
  }, 120_000);

  it("changes nothing if it is forged, of another repository, branch, fork or workspace", async () => {
    const { ctx, fixId, fix } = await opened();
    const other = await opened();
    const forge = await webhook(ctx, "whsec_Zm9yZ2Vk");
    expect((await forge(event(number, fix.branch, MERGED))).status).toBe(401);
    const send = await webhook(ctx);
    await send(event(number, fix.branch, MERGED, "eve/pipelines"));
    await send(event(number, "another-branch", MERGED));
    await send(
      event(number, fix.branch, {
        ...MERGED,
        head: { ref: fix.branch, repo: { full_name: "eve/pipelines" } },
      }),
    );
    await (
      await webhook(other.ctx)
    )(event(number, fix.branch, MERGED));
    expect((await getFix(ctx, fixId)).status).toBe("open");
  }, 120_000);
});
