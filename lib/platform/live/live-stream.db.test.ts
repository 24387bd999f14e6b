import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { recheckAccess } from "@/lib/platform/auth/recheck-access";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { stopListening } from "@/lib/platform/live/listen";
import { liveStream } from "@/lib/platform/live/live-stream";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  stopListening();
  await db.close();
});

function open(ctx: Context) {
  const abort = new AbortController();
  let endings = 0;
  const stream = liveStream({
    workspaceId: ctx.workspaceId,
    signal: abort.signal,
    recheck: () => recheckAccess(ctx),
    onEnd: () => endings++,
  });
  const reader = stream.getReader();
  let text = "";
  return {
    abort,
    endings: () => endings,
    /** Reads until `part` arrives, and forgets everything before it. @returns how many characters were skipped. */
    async until(part: string): Promise<number> {
      return (await this.first([part])).skipped;
    },
    /** Reads until one of `parts` arrives, and forgets everything before it. */
    async first(parts: readonly string[]): Promise<{ part: string; skipped: number }> {
      for (;;) {
        const [found] = parts
          .map((part) => ({ part, skipped: text.indexOf(part) }))
          .filter(({ skipped }) => skipped >= 0)
          .toSorted((a, b) => a.skipped - b.skipped);
        if (found) {
          text = text.slice(found.skipped + found.part.length);
          return found;
        }
        const { done, value } = await reader.read();
        if (done) throw new Error(`the stream ended before ${parts.join(" or ")}: ${text}`);
        text += new TextDecoder().decode(value);
      }
    },
    /** Reads to the end. */
    async rest(): Promise<string> {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return text;
        text += new TextDecoder().decode(value);
      }
    },
  };
}

const notify = (ctx: Context, incidentId: string) =>
  db.pool.query("SELECT pg_notify('pd_live', $1)", [`${ctx.workspaceId}|${incidentId}|incidents`]);

/** Terminates the backend on PostgreSQL; the embedded database shares one backend, so there the socket is closed. */
async function cutListener(): Promise<void> {
  const { rowCount } = await db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN pd_live%'`,
  );
  if (rowCount !== 0 && process.env["TEST_DATABASE_URL"]) return;
  const clients = (db.pool as unknown as { _clients: PgClient[] })._clients;
  const listening = clients.find((client) => client.listenerCount("notification") > 0);
  listening?.connection.stream.destroy();
}

interface PgClient {
  listenerCount: (event: string) => number;
  connection: { stream: { destroy: () => void } };
}

async function arrangeToken(ctx: Context): Promise<Context> {
  const id = newId();
  await db.prisma.apiToken.create({
    data: { id, workspaceId: ctx.workspaceId, name: "ci", hash: id, preview: "pd_", role: "viewer" },
  });
  return { ...ctx, actor: { type: "token", id, name: "ci" } };
}

describe("a live stream", () => {
  it("starts with a resync, then sends the changes of its own workspace", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const { ctx: other } = await arrangeWorkspace(db);
    const stream = open(await arrangeToken(ctx));
    await stream.until("event: resync");
    await notify(other, "theirs");
    await notify(ctx, "ours");
    await stream.until('"incidentId":"ours"');
    stream.abort.abort();
    expect(await stream.rest()).not.toContain("theirs");
    expect(stream.endings()).toBe(1);
  });

  it("reports when changes may be missed, and sends a resync once it listens again", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const stream = open(await arrangeToken(ctx));
    await stream.until("event: resync");
    await cutListener();
    await stream.until("event: stale");
    await stream.until("event: resync");
    await notify(ctx, "after");
    await stream.until('"incidentId":"after"');
    stream.abort.abort();
    await stream.rest();
  });

  it("ends when its token is revoked", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const token = await arrangeToken(ctx);
    const stream = open(token);
    await stream.until("event: resync");
    await db.prisma.apiToken.update({
      where: { id: token.actor.id ?? "" },
      data: { revokedAt: new Date(Date.now() - 1_000) },
    });
    await stream.rest();
    expect(stream.endings()).toBe(1);
  });

  it("ends when its person's session is revoked, or the person leaves the workspace", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const userId = ctx.actor.id ?? "";
    const session = () => arrangeSession(userId);
    const [first, second] = [await session(), await session()];
    const revoked = open({ ...ctx, sessionId: first });
    const left = open({ ...ctx, sessionId: second });
    await revoked.until("event: resync");
    await left.until("event: resync");
    await db.prisma.session.update({
      where: { id: first },
      data: { revokedAt: new Date(Date.now() - 1_000) },
    });
    await revoked.rest();
    expect(left.endings()).toBe(0);
    await db.prisma.membership.deleteMany({ where: { userId } });
    await left.rest();
  });
});

async function arrangeSession(userId: string): Promise<string> {
  const id = newId();
  const now = new Date();
  await db.prisma.session.create({
    data: {
      id,
      userId,
      hash: id,
      method: "password",
      userAgent: "",
      network: "",
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  });
  return id;
}

describe("a reader that does not read", () => {
  it("gets no more than the buffer holds, and a resync", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const token = await arrangeToken(ctx);
    const slow = open(token);
    const quick = open(token);
    await quick.until("event: resync");
    await slow.until("event: resync");
    await db.pool.query(
      `SELECT pg_notify('pd_live', $1 || '|' || n || '|incidents') FROM generate_series(1, 20000) n`,
      [ctx.workspaceId],
    );
    // A fast reader keeps up or gets a resync, which may swallow what is sent with it. Once one change after the flood
    // has reached it, the slow reader's buffer has had all of them too: both follow the same listener.
    for (let round = 1; ; round += 1) {
      const last = `"incidentId":"last ${round}"`;
      await notify(ctx, `last ${round}`);
      const { part } = await quick.first([last, "event: resync"]);
      if (part === last) break;
    }
    expect(await slow.until("event: resync")).toBeLessThan(50_000);
    slow.abort.abort();
    await slow.rest();
    quick.abort.abort();
    await quick.rest();
  });
});
