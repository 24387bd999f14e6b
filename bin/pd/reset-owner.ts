import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { createPool } from "@/lib/platform/db/pool";
import { createPrisma } from "@/lib/platform/db/prisma";
import { AppError, messageOf } from "@/lib/platform/errors";
import { resetOwner, type OwnerReset } from "@/lib/workspaces/reset-owner";
import { LaunchError, launchDatabase } from "../database/launch.mjs";
import { Problem } from "../start/problem.mjs";
import { readSettings } from "../start/settings.mjs";
import { readArguments, UsageError } from "./arguments";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** `pd reset-owner [EMAIL] [--data DIR]`: sets a new password for an owner and prints it once. */
export async function resetOwnerCommand(args: readonly string[]): Promise<number> {
  const { files, options } = readArguments(args, ["--data"]);
  const [email = null, ...more] = files;
  if (more.length > 0) throw new UsageError("reset-owner takes one email address");
  try {
    const data = options.get("--data");
    const database = await openDatabase(data === undefined ? [] : ["--data", data]);
    try {
      process.stdout.write(render(await resetIn(database.url, email)));
    } finally {
      await database.stop();
    }
    return 0;
  } catch (error) {
    process.stderr.write(`pd: ${explain(error)}\n`);
    return 1;
  }
}

async function resetIn(url: string, email: string | null): Promise<OwnerReset> {
  const pool = createPool(url, 1);
  const db = createPrisma(pool);
  try {
    return await resetOwner({ db, pool, now: () => new Date() }, email);
  } finally {
    await db.$disconnect();
    await pool.end();
  }
}

/** Opens the database that `npm start` would use with the same settings. */
async function openDatabase(args: string[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const settings = readSettings(ROOT, args);
  const given = process.env["DATABASE_URL"]?.trim();
  if (given) return { url: given, stop: async () => {} };
  const data = "data" in settings ? settings.data : "";
  if (!existsSync(join(data, "postgres"))) {
    throw new Problem(`There is no database in ${data}. Specify the data folder with --data DIR`);
  }
  return launchDatabase(data);
}

function explain(error: unknown): string {
  if (error instanceof AppError || error instanceof Problem) return error.message;
  if (error instanceof LaunchError && error.isInUse) {
    return "The database is in use. Stop Pipeline Debugger (Ctrl-C), then try again.";
  }
  return databaseTrouble(error, () => false)?.message ?? messageOf(error).trim();
}

function render({ email, password, endedSessions }: OwnerReset): string {
  const ended = endedSessions === 1 ? "1 session was ended" : `${endedSessions} sessions were ended`;
  return `Sign in as ${email} with the password ${password}\nIt will not be shown again; ${ended}. Set your own password under Settings.\n`;
}
