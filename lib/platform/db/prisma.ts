import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { PrismaClient } from "@/lib/platform/db/generated/client";
import { pool } from "@/lib/platform/db/pool";

const CLIENT = Symbol.for("pipeline-debugger.prisma");

/** The one Prisma client of this process, on the same connections as `pool()`. */
export function prisma(): PrismaClient {
  const holder = globalThis as { [CLIENT]?: { client: PrismaClient; connections: Pool } };
  const connections = pool();
  if (holder[CLIENT]?.connections !== connections)
    holder[CLIENT] = { client: createPrisma(connections), connections };
  return holder[CLIENT].client;
}

/** A Prisma client on the connections of `connections`, which stays the caller's to end. */
export function createPrisma(connections: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(connections) });
}
