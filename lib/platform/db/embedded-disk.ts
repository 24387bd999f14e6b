import { statfsSync } from "node:fs";
import { env } from "@/lib/platform/env";

/** With less than this the embedded database cannot begin another file of its log. */
const TOO_LITTLE_BYTES = 1_000_000;

/** Whether a database is the embedded one, which is reached through a socket in a folder. */
export function isEmbedded(databaseUrl: string): boolean {
  return (
    URL.canParse(databaseUrl) && (new URL(databaseUrl).searchParams.get("host")?.startsWith("/") ?? false)
  );
}

/** Whether this process uses the embedded database. */
export function usesEmbedded(): boolean {
  const { DATABASE_URL } = env();
  return DATABASE_URL !== undefined && isEmbedded(DATABASE_URL);
}

/** Whether the disk of the embedded database is full. False for a database elsewhere. */
export function isEmbeddedDiskFull(): boolean {
  if (!usesEmbedded()) return false;
  try {
    const { bavail, bsize } = statfsSync(env().PD_DATA_DIR);
    return bavail * bsize < TOO_LITTLE_BYTES;
  } catch {
    // A folder that cannot be looked at says nothing about its disk.
    return false;
  }
}
