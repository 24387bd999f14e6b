import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";

let database: TestDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "pd-key-"));
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  await database.pool.query("TRUNCATE installation, workspaces CASCADE");
});
afterEach(() => vi.unstubAllEnvs());

/** Starts an instance with `key`. Each loads fresh modules, because they read the environment once. */
async function start(key: string) {
  vi.stubEnv("PD_ENCRYPTION_KEY", key);
  vi.resetModules();
  const { checkEncryptionKey } = await import("./check-encryption-key");
  return checkEncryptionKey(database.pool, { dataDir, key });
}

const stored = async () => (await database.pool.query("SELECT key_check FROM installation")).rows;

const [OURS, FOREIGN] = ["0".repeat(64), "f".repeat(64)];

test("the first start decides the key, and the same key starts again", async () => {
  await start(OURS);
  const [row] = await stored();
  expect(row.key_check).toMatch(/^v2\.[\w-]{22}\.[0-9a-f]{64}$/);
  expect(row.key_check).not.toContain(OURS);
  await start(OURS);
  expect(await stored()).toEqual([row]);
});

test("another key is refused, naming both", async () => {
  await start(OURS);
  const before = await stored();
  const refusal = await start(FOREIGN).catch((error: Error) => error.message);
  const expected = (before[0].key_check as string).split(".")[2]?.slice(0, 8);
  expect(refusal).toMatch(
    new RegExp(`set up with the encryption key ${expected}….*environment.*is (?!${expected})[0-9a-f]{8}…`),
  );
  expect(refusal).toContain("Set PD_ENCRYPTION_KEY to the key that was used before");
  expect(refusal).not.toContain(FOREIGN);
  expect(await stored()).toEqual(before);
});

test("a key from secrets.json is identified", async () => {
  await start(OURS);
  await writeFile(join(dataDir, "secrets.json"), JSON.stringify({ PD_ENCRYPTION_KEY: FOREIGN }));
  await expect(start(FOREIGN)).rejects.toThrow(/secrets.json, is [^]*Restore .*secrets.json from a backup/);
});

test("an older database must be readable before its key is accepted", async () => {
  await arrangeWorkspace(database);
  await expect(start(FOREIGN)).rejects.toThrow(/holds secrets that were encrypted with another key/);
  expect(await stored()).toEqual([]);
  await start(OURS);
  expect(await stored()).toHaveLength(1);
});

/** Checks as stored before keys were derived. */
const V1 = {
  [OURS]: "b4700a58b44b483ae62759d72bacbee3ac694dd86310f38effa0be304a139420",
  "a passphrase of a person": "818536e432f37699584c948d11774c7c874490e9ad2ffd77990a1e612a4f6487",
};

test.each(Object.entries(V1))("recognizes an earlier release's check of %s", async (key, check) => {
  await database.pool.query("INSERT INTO installation (key_check) VALUES ($1)", [check]);
  await expect(start(FOREIGN)).rejects.toThrow(`set up with the encryption key ${check.slice(0, 8)}…`);
  await start(key);
  const [row] = await stored();
  // A plain hash of a passphrase is replaced.
  if (key === OURS) expect(row.key_check).toBe(check);
  else expect(row.key_check).toMatch(/^v2\./);
  await start(key);
  expect(await stored()).toEqual([row]);
  await expect(start(FOREIGN)).rejects.toThrow(/another|set up with/);
});

test("of two instances starting together with different keys, one is refused", async () => {
  const starts: Promise<void>[] = [];
  for (const key of [OURS, FOREIGN]) {
    vi.stubEnv("PD_ENCRYPTION_KEY", key);
    vi.resetModules();
    const { checkEncryptionKey } = await import("./check-encryption-key");
    const { keyCheck } = await import("@/lib/platform/crypto");
    keyCheck();
    starts.push(checkEncryptionKey(database.pool, { dataDir, key }));
  }
  const outcomes = await Promise.allSettled(starts);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await stored()).toHaveLength(1);
});
