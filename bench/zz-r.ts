import { readdirSync, readFileSync } from "node:fs";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";
import { parseLog } from "@/lib/logs/parse-log";
const [dir = "", mode = "sum"] = process.argv.slice(2);
let n = 0, hit = 0, hit5 = 0, accept = 0, strict = 0, misleading = 0, good = 0, goods = 0, named = 0, inc = 0, brier: [number, number][] = [], falseGood = 0;
const perFile: Record<string, [number, number]> = {};
for (const f of readdirSync(dir)) for (const line of readFileSync(`${dir}/${f}`, "utf8").split("\n").filter(Boolean)) {
  const c = JSON.parse(line);
  const d = diagnoseFailure({ evidence: [logPiece(readText(c.log))], failure: { orchestrator: "file", pipeline: "", task: null } });
  const lines = parseLog(c.log).failingLines.map((l) => l.line);
  if (c.outcome === "no_failure") { goods++; if (d.outcome === "no_failure") good++; else if (mode === "show") console.log(`\n## ${c.id} GOOD RUN missed: ${d.outcome} ${d.rootCause}`); continue; }
  n++;
  const okLine = c.error_line_equivalents.includes(lines[0]); if (okLine) hit++; if (lines.slice(0, 5).some((l) => c.error_line_equivalents.includes(l))) hit5++;
  if (d.outcome === "no_failure") falseGood++;
  if (d.outcome === "inconclusive") inc++;
  const ok = d.outcome !== "no_failure" && c.category_acceptable.includes(d.category); if (ok) accept++;
  const p = (perFile[f] ??= [0, 0]); p[1]++; if (ok) p[0]++;
  if (d.category === c.category) strict++;
  if (!ok && d.confidence >= 0.6) misleading++;
  const text = [d.rootCause, d.explanation, ...d.recommendedActions].join("\n").toLowerCase();
  const isNamed = (c.must_name ?? []).some((w: string) => text.includes(w.toLowerCase())); if (isNamed) named++;
  if (d.outcome === "diagnosed") brier.push([d.confidence, ok ? (d.category === c.category ? 1 : 0.5) : 0]);
  if (mode === "show" && (!ok || !okLine || !isNamed)) console.log(`\n## ${c.id} ${c.kind} ${c.tool} ${ok ? "ok" : "WRONG"} ${okLine ? "" : "LINE " + lines[0] + " not " + c.error_line_equivalents} ${isNamed ? "" : "UNNAMED " + c.must_name}\n   want ${c.category} (${c.category_acceptable}) — ${c.cause}\n   got ${d.outcome} ${d.category} ${d.confidence} [${d.signature}] ${d.rootCause}\n   line: ${(c.log.split("\n")[(c.error_line_equivalents[0] ?? 1) - 1] ?? "").slice(0, 260)}`);
}
const bins = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]; let ece = 0;
for (let i = 0; i < bins.length - 1; i++) { const b = brier.filter(([c]) => c >= bins[i]! && c < bins[i + 1]!); if (!b.length) continue; const m = (k: 0 | 1) => b.reduce((s, x) => s + x[k], 0) / b.length; ece += (b.length / brier.length) * Math.abs(m(0) - m(1)); }
const r = (x: number) => (x / n).toFixed(3);
console.log(`\n${dir}: n ${n} line@1 ${r(hit)} line@5 ${r(hit5)} accept ${r(accept)} strict ${r(strict)} misleading≥.6 ${misleading} called good ${falseGood} inconclusive ${inc} named ${r(named)} good runs ${good}/${goods} ece ${ece.toFixed(3)}`, JSON.stringify(perFile));
