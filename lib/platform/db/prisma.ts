import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { PrismaClient } from "@/lib/platform/db/generated/client";
import { pool } from "@/lib/platform/db/pool";
import { scopedClient } from "@/lib/platform/db/scoped-client";

const CLIENT = Symbol.for("pipeline-debugger.prisma");
/** Creating a scoped client costs as much as a small query, so recently used ones are cached. */
const MAX_SCOPED = 200;

interface Holder {
  client: PrismaClient;
  connections: Pool;
  scoped: Map<string, PrismaClient>;
}

/**
 * The process's Prisma client, sharing `pool()`'s connections. It can access every workspace; use `workspacePrisma` to act
 * in a single one.
 */
export function prisma(): PrismaClient {
  return holder().client;
}

/** The same, limited to a workspace: it refuses operations that do not name it. */
export function workspacePrisma(workspaceId: string): PrismaClient {
  const { client, scoped } = holder();
  const known = scoped.get(workspaceId) ?? scopedClient(client, workspaceId);
  scoped.delete(workspaceId);
  scoped.set(workspaceId, known);
  const [oldest] = scoped.keys();
  if (scoped.size > MAX_SCOPED && oldest !== undefined) scoped.delete(oldest);
  return known;
}

function holder(): Holder {
  const place = globalThis as { [CLIENT]?: Holder };
  const connections = pool();
  if (place[CLIENT]?.connections !== connections)
    place[CLIENT] = { client: createPrisma(connections), connections, scoped: new Map() };
  return place[CLIENT];
}

/** A Prisma client on the pool `connections`, which the caller ends. */
export function createPrisma(connections: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(connections) });
}
