import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { newId } from "@/lib/platform/crypto";
import { Prisma, type PrismaClient } from "@/lib/platform/db/generated/client";
import { workspacePrisma } from "@/lib/platform/db/prisma";
import { scopedClient } from "@/lib/platform/db/scoped-client";

let db: TestDatabase;
let client: PrismaClient;
const workspaceId = newId();
const other = newId();
const userId = newId();

beforeAll(async () => {
  db = await testDatabase();
  client = scopedClient(db.prisma, workspaceId);
  await db.prisma.workspace.createMany({
    data: [workspaceId, other].map((id) => ({ id, slug: id, name: id })),
  });
  await db.prisma.user.create({ data: { id: userId, email: `${userId}@example.com`, name: "Ada" } });
  await db.prisma.membership.create({ data: { workspaceId, userId, role: "owner" } });
});
afterAll(() => db.close());

const token = (of: string) => ({
  id: newId(),
  workspaceId: of,
  name: "t",
  hash: newId(),
  preview: "pd_",
  role: "viewer",
});

type Call = (db: Pick<PrismaClient, "apiToken" | "membership" | "workspace">) => Promise<unknown>;

const REFUSED: [string, Call][] = [
  ["a read without a condition", (tx) => tx.apiToken.findMany()],
  ["a condition without a workspace", (tx) => tx.apiToken.findFirst({ where: { name: "t" } })],
  ["another workspace", (tx) => tx.apiToken.findFirst({ where: { workspaceId: other } })],
  ["several workspaces", (tx) => tx.apiToken.count({ where: { workspaceId: { in: [workspaceId, other] } } })],
  [
    "a workspace inside OR",
    (tx) => tx.apiToken.findMany({ where: { OR: [{ workspaceId }, { name: "t" }] } }),
  ],
  ["an excluded workspace", (tx) => tx.apiToken.findMany({ where: { NOT: { workspaceId } } })],
  ["an id alone", (tx) => tx.apiToken.findUnique({ where: { id: "x" } })],
  ["an update by id alone", (tx) => tx.apiToken.update({ where: { id: "x" }, data: { name: "n" } })],
  ["an update without a condition", (tx) => tx.apiToken.updateMany({ data: { name: "n" } })],
  [
    "an update that changes the workspace",
    (tx) => tx.apiToken.updateMany({ where: { workspaceId }, data: { workspaceId: other } }),
  ],
  [
    "a move through the relation",
    (tx) =>
      tx.apiToken.update({
        where: { id: "x", workspaceId },
        data: { workspace: { connect: { id: other } } },
      }),
  ],
  ["a deletion without a condition", (tx) => tx.apiToken.deleteMany()],
  ["grouping across workspaces", (tx) => tx.apiToken.groupBy({ by: ["role"] })],
  ["an aggregate across workspaces", (tx) => tx.apiToken.aggregate({ _count: true })],
  ["a row of another workspace", (tx) => tx.apiToken.create({ data: token(other) })],
  [
    "rows of which one belongs to another workspace",
    (tx) => tx.apiToken.createMany({ data: [token(workspaceId), token(other)] }),
  ],
  [
    "an upsert that creates a row in another workspace",
    (tx) => tx.apiToken.upsert({ where: { id: "x", workspaceId }, create: token(other), update: {} }),
  ],
  [
    "a compound key with another workspace",
    (tx) => tx.membership.findUnique({ where: { workspaceId_userId: { workspaceId: other, userId } } }),
  ],
  ["another workspace's own row", (tx) => tx.workspace.findUnique({ where: { id: other } })],
];

const TAKEN: [string, Call][] = [
  ["a condition with the workspace", (tx) => tx.apiToken.findMany({ where: { workspaceId, name: "t" } })],
  [
    "a condition with the workspace inside AND",
    (tx) => tx.apiToken.count({ where: { AND: [{ name: "t" }, { workspaceId }] } }),
  ],
  [
    "a compound key with the workspace",
    (tx) => tx.membership.findUniqueOrThrow({ where: { workspaceId_userId: { workspaceId, userId } } }),
  ],
  ["a row of the workspace", (tx) => tx.apiToken.create({ data: token(workspaceId) })],
  [
    "a row connected to the workspace",
    (tx) => {
      const { workspaceId: id, ...rest } = token(workspaceId);
      return tx.apiToken.create({ data: { ...rest, workspace: { connect: { id } } } });
    },
  ],
  [
    "rows of the workspace",
    (tx) => tx.apiToken.createMany({ data: [token(workspaceId), token(workspaceId)] }),
  ],
  [
    "an update in the workspace",
    (tx) => tx.apiToken.updateMany({ where: { workspaceId }, data: { name: "n" } }),
  ],
  [
    "an upsert in the workspace",
    (tx) =>
      tx.apiToken.upsert({
        where: { id: "x", workspaceId },
        create: token(workspaceId),
        update: { name: "n" },
      }),
  ],
  ["grouping in the workspace", (tx) => tx.apiToken.groupBy({ by: ["role"], where: { workspaceId } })],
  [
    "the workspace's own row",
    (tx) => tx.workspace.update({ where: { id: workspaceId }, data: { name: "n" } }),
  ],
  ["a deletion in the workspace", (tx) => tx.apiToken.deleteMany({ where: { workspaceId } })],
];

describe("scopedClient", () => {
  it.each(REFUSED)("refuses %s, also in a transaction", async (_, call) => {
    await expect(call(client)).rejects.toThrow(/must name the workspace/);
    await expect(client.$transaction((tx) => call(tx))).rejects.toThrow(/must name the workspace/);
  });

  it.each(TAKEN)("allows %s, also in a transaction", async (_, call) => {
    await call(client);
    await client.$transaction((tx) => call(tx));
  });

  it("knows every model that belongs to a workspace", async () => {
    const delegates = client as unknown as Record<string, { findFirst: () => Promise<unknown> }>;
    let owned = 0;
    for (const model of Object.values(Prisma.ModelName)) {
      const fields = (Prisma as unknown as Record<string, object>)[`${model}ScalarFieldEnum`] ?? {};
      if (!("workspaceId" in fields) || model === "Session") continue;
      const delegate = delegates[model.charAt(0).toLowerCase() + model.slice(1)];
      await expect(delegate?.findFirst()).rejects.toThrow(`${model}.findFirst`);
      owned += 1;
    }
    expect(owned).toBeGreaterThan(15);
  });

  it("leaves global models alone", async () => {
    expect(await client.user.findUnique({ where: { id: userId } })).toMatchObject({ name: "Ada" });
    expect(await client.session.count({ where: { userId } })).toBe(0);
  });

  it("returns one client per workspace", () => {
    expect(workspacePrisma(workspaceId)).toBe(workspacePrisma(workspaceId));
    expect(workspacePrisma(other)).not.toBe(workspacePrisma(workspaceId));
  });
});
