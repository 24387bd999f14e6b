import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** A database of its own on the PostgreSQL of TEST_DATABASE_URL. */
export interface Database {
  url: string;
  execute(sql: string): Promise<void>;
  drop(): Promise<void>;
}

/** @throws if TEST_DATABASE_URL is not set or its server cannot be reached. */
export async function createDatabase(prefix: string): Promise<Database> {
  const server = process.env["TEST_DATABASE_URL"];
  if (!server) throw new Error("Set TEST_DATABASE_URL to a PostgreSQL on loopback.");
  const name = `${prefix}_${randomBytes(6).toString("hex")}`;
  await run(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    execute: (sql) => run(url.toString(), sql),
    drop: () => run(server, `drop database if exists ${name} with (force)`),
  };
}

async function run(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
