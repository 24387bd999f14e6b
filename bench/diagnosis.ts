import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";
import { piece } from "@/lib/diagnosis/engine/testing/piece";
import { commitFacts, historyFacts } from "@/lib/evidence/testing/facts";

const FIXTURES = fileURLToPath(new URL("../lib/diagnosis/engine/fixtures/", import.meta.url));
const ROUNDS = 30;
/** Lines of ordinary output prepended to each recording to give it a realistic length. */
const NOISE_LINES = 1_500;

/** Milliseconds to diagnose one incident from a recorded log that is already parsed: p50 and p95. */
export async function benchDiagnosis(): Promise<Record<string, number>> {
  const inputs = readdirSync(FIXTURES).map((file) =>
    incidentOf(readFileSync(`${FIXTURES}${file}`, "utf8"), file),
  );
  for (const input of inputs) diagnoseFailure(input);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const input of inputs) {
      const started = performance.now();
      diagnoseFailure(input);
      times.push(performance.now() - started);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return { "diagnosis.p50Ms": at(0.5), "diagnosis.p95Ms": at(0.95), "diagnosis.incidents": times.length };
}

function incidentOf(text: string, file: string): DiagnosisInput {
  const isDbt = file.startsWith("dbt");
  const isText = file.endsWith(".txt") && file.startsWith("airflow");
  const noise = Array.from(
    { length: isText ? NOISE_LINES : 0 },
    (_, at) =>
      `[2024-05-01T02:59:${String(at % 60).padStart(2, "0")}.000+0000] {load.py:${at % 90}} INFO - batch ${at} of ${NOISE_LINES}: ${at * 17} rows`,
  );
  return {
    evidence: [
      logPiece(readText([...noise, text].join("\n"), isDbt ? "dbt" : "airflow")),
      piece("commit", "commit 3f1c\n\n    rename columns\n\nM dags/cases_python.py", {
        facts: commitFacts({ files: [{ path: "dags/cases_python.py", status: "modified" }] }),
      }),
      piece("schema_change", "raw.orders: column removed customer_id\nraw.orders: column added client_id"),
      piece("run_history", "run a: success\nrun b: success\nrun c: success", {
        facts: historyFacts(),
      }),
    ],
    failure: {
      orchestrator: isDbt ? "dbt" : "airflow",
      pipeline: "orders_daily",
      task: "load",
    },
  };
}
