import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";

const ROUNDS = 3;
const SIZES = [1, 2, 4] as const;
const MEGABYTE = 1_000_000;

/** Worst cases: many distinct secrets, each of which must be found again anywhere in the text. */
const SHAPES: Record<string, (n: number) => string> = {
  presignedUrls: (n) =>
    `https://lake.s3.amazonaws.com/raw/part-${n}.parquet?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260301T000000Z&X-Amz-Expires=3600&X-Amz-Signature=${hex(n, 64)}`,
  plainLog: (n) =>
    `[2026-03-01T04:05:06.${n % 1_000}+0000] {orders.py:${n % 400}} INFO - Read ${n * 17} rows from s3://lake/raw/orders/part-${n}.parquet`,
  colouredPasswords: (n) => `\u001b[32mINFO\u001b[0m password=\u001b[1m${hex(n, 16)}\u001b[0m for etl`,
  passwordTable: (n) => (n === 0 ? "id,login,password" : `${n},etl,${hex(n, 12)}`),
};

/**
 * Redaction of 1, 2 and 4 MB in CPU time, best of three: megabytes per second, and how the time grows with the size
 * (`growth4` is the time for 4 MB over that for 1 MB: 4 is linear, 16 quadratic).
 */
export async function benchRedaction(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const [shape, line] of Object.entries(SHAPES)) {
    const text = textOf(line, 4 * MEGABYTE);
    const seconds = SIZES.map((size) => best(() => redact(text.slice(0, size * MEGABYTE))));
    const [single = Number.NaN, two = Number.NaN, four = Number.NaN] = seconds;
    figures[`${shape}.megabytesPerSecond`] = 4 / four;
    figures[`${shape}.growth2`] = two / single;
    figures[`${shape}.growth4`] = four / single;
  }
  const urls = Array.from({ length: 8_000 }, (_, n) => ({ url: SHAPES["presignedUrls"]?.(n) }));
  const jsonSeconds = SIZES.map((size) => best(() => redactJson(urls.slice(0, size * 2_000))));
  figures["json.growth2"] = (jsonSeconds[1] ?? 0) / (jsonSeconds[0] ?? 1);
  figures["json.growth4"] = (jsonSeconds[2] ?? 0) / (jsonSeconds[0] ?? 1);
  figures["webhook900kBMs"] = 1_000 * best(() => redactJson(urls.slice(0, 4_000)));
  return figures;
}

function textOf(line: (n: number) => string, length: number): string {
  const lines: string[] = [];
  for (let n = 0, size = 0; size < length; n += 1) {
    const next = line(n);
    lines.push(next);
    size += next.length + 1;
  }
  return lines.join("\n");
}

function hex(seed: number, length: number): string {
  let text = "";
  for (let at = 1; text.length < length; at += 1)
    text += (Math.imul(seed * 64 + at, 0x9e37_79b1) >>> 0).toString(16).padStart(8, "0");
  return text.slice(0, length);
}

function best(work: () => void): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  });
  return Math.min(...rounds);
}
