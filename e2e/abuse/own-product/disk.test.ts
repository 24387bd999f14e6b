import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scale } from "@/e2e/abuse/intensity";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

const DISK = "96m";
const PATIENCE_MS = 120_000;

let disk = "";
let product: Product;

/** The path of a small test disk; empty if this user may not mount one. */
function mountDisk(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pd-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}`, "tmpfs", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmdirSync(folder);
    return "";
  }
}

disk = mountDisk();

beforeAll(async () => {
  if (disk) product = await startProduct({ dataDir: path.join(disk, "data"), env: { LOG_LEVEL: "info" } });
}, 400_000);

afterAll(async () => {
  if (!disk) return;
  await product?.stop();
  execFileSync("umount", [disk]);
  rmdirSync(disk);
});

const filler = () => path.join(disk, "filler");

/** Uses up all remaining space. */
function fillDisk(): void {
  const file = openSync(filler(), "a");
  for (const size of [1 << 20, 4_096, 1]) {
    const bytes = Buffer.alloc(size, 1);
    try {
      for (;;) if (writeSync(file, bytes) < size) break;
    } catch {
      // No space left for this size.
    }
  }
  closeSync(file);
}

interface Answer {
  status: number;
  deliveryId: string;
  retryAfter: string | null;
  text: string;
}

async function send(name: string): Promise<Answer> {
  const source = product.firstRun.sources["airflow"];
  if (!source) throw new Error("no Airflow source");
  // Incompressible, so that it uses its full size.
  const noise = Array.from({ length: 4_000 }, () => Math.random().toString(36)).join("\n");
  const payload = airflowFailure({
    dag_id: name,
    exception: { type: "builtins.KeyError", message: name, traceback: noise },
  });
  const answer = await sendWebhook(source, payload);
  return {
    status: answer.status,
    deliveryId: answer.body.deliveryId ?? "",
    retryAfter: answer.headers.get("retry-after"),
    text: JSON.stringify(answer.body),
  };
}

async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    if (Date.now() > end) throw new Error(`not in time:\n${product.output().slice(-4_000)}`);
    await sleep(100);
  }
}

describe.skipIf(!disk)("a full disk", () => {
  test("answers 503 to deliveries it cannot store, keeps accepted ones, and recovers once there is space", async () => {
    const accepted = new Set<string>();
    for (let round = 0; round < scale(1, 5); round++) {
      fillDisk();
      const refusal = await until(async () => {
        const answer = await send(`full_${round}_${accepted.size}`);
        if (answer.status === 202) accepted.add(answer.deliveryId);
        expect([202, 503]).toContain(answer.status);
        return answer.status === 503 ? answer : null;
      });
      expect(Number(refusal.retryAfter)).toBeGreaterThan(0);
      expect(refusal.text).toMatch(/full/);
      // Continue until even the write-ahead log has no space.
      for (let i = 0; i < scale(20, 200); i++) {
        const answer = await send(`fuller_${round}_${i}`);
        if (answer.status === 202) accepted.add(answer.deliveryId);
        expect([202, 503]).toContain(answer.status);
        expect(answer.text).toMatch(/deliveryId|"unavailable"/);
      }
      expect((await fetch(`${product.url}/health`)).status).toBe(200);
      rmSync(filler());
      const after = await until(async () => {
        const answer = await send(`after_${round}`).catch(() => null);
        return answer?.status === 202 ? answer : null;
      });
      accepted.add(after.deliveryId);
    }
    const missing: string[] = [];
    for (const id of accepted) {
      const { status } = await product.api(`/api/deliveries/${id}`);
      if (status !== 200) missing.push(id);
    }
    expect(missing).toEqual([]);
    expect(product.child.exitCode).toBeNull();
    const lines = readFileSync(path.join(product.dataDir, "server.log"), "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(lines.length);
  }, 400_000);
});
