import { readdirSync, readFileSync } from "node:fs";
import { parseLog } from "@/lib/logs/parse-log";
const [dir = "", ids = ""] = process.argv.slice(2);
const want = new Set(ids.split(","));
for (const f of readdirSync(dir)) for (const line of readFileSync(`${dir}/${f}`, "utf8").split("\n").filter(Boolean)) {
  const c = JSON.parse(line);
  const p = parseLog(c.log);
  if (ids === "" ? c.outcome !== "failure" || c.error_line_equivalents.includes(p.failingLines[0]?.line) : !want.has(c.id)) continue;
  console.log(`\n######## ${c.id} ${c.tool} outcome ${p.outcome} (${p.outcomeReason?.text}) gold ${c.error_line_equivalents} — ${c.cause}`);
  const of = new Map(p.failingLines.map((l, i) => [l.line, `#${i + 1} ${l.score}`]));
  c.log.split("\n").forEach((t: string, i: number) => console.log(`${String(i + 1).padStart(3)} ${(of.get(i + 1) ?? "").padEnd(9)} ${c.error_line_equivalents.includes(i + 1) ? ">>" : "  "} ${t.slice(0, 230)}`));
  for (const l of p.failingLines.slice(0, 6)) console.log(`   ${l.line}: ${l.reasons.map((r: any) => (typeof r === "string" ? r : `${r.points} ${r.text}`)).join("; ")}`);
}
