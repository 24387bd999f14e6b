import { statfsSync } from "node:fs";
import { env } from "@/lib/platform/env";

/** With less free space, the embedded database cannot start another WAL file. */
const MIN_FREE_BYTES = 1_000_000;

/** Whether a URL is the embedded database's, which uses a Unix socket. */
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

/** Whether the embedded database's disk is full. False for any other database. */
export function isEmbeddedDiskFull(): boolean {
  if (!usesEmbedded()) return false;
  try {
    const { bavail, bsize } = statfsSync(env().PD_DATA_DIR);
    return bavail * bsize < MIN_FREE_BYTES;
  } catch {
    // If the folder cannot be inspected, nothing is known about its disk.
    return false;
  }
}
