import { spawn } from "node:child_process";
import { ScenarioAnswer, type Question } from "@/evals/pipeline-rca/scenario";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";
import { LOG_KINDS } from "@/lib/logs/schemas";
import { readFacts } from "@/lib/evidence/stored-facts";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { errorTypesIn } from "@/lib/diagnosis/engine/failure-text";
import { weighType } from "@/lib/diagnosis/inference/exception-taxonomy";
import { sumWeights, weightEntries } from "@/lib/diagnosis/inference/weigh-failure";

/** A system under test, which diagnoses a failure from collected evidence. */
export interface Adapter {
  name: string;
  answer: (question: Question) => Promise<ScenarioAnswer>;
}

/** This project's engine. */
export const builtin: Adapter = {
  name: "builtin",
  answer: async ({ failure, evidence }) =>
    diagnoseFailure({ failure, evidence: evidence.map((piece) => toPiece(piece, failure.orchestrator)) }),
};

function toPiece(piece: Question["evidence"][number], orchestrator: string): EvidencePiece {
  if (piece.kind === "log" && piece.status === "ok") {
    const kind = LOG_KINDS.find((known) => known === orchestrator) ?? "auto";
    return { ...logPiece(readText(piece.text, kind), piece.id), title: piece.title };
  }
  const shown = { ...piece, facts: readFacts(piece, piece.facts), startLine: null, message: null };
  // The facts match the kind.
  return shown as EvidencePiece;
}

const ERROR_LINE =
  /^(?:\[[^\]]*\] \{[^}]*\} ERROR - )?(?<type>[A-Za-z_][\w.]*(?:Error|Exception|Timeout|Interrupt)): (?<message>.*)$/;

/** A simple baseline: looks up the type of the log's last exception in a table and cites its line. */
export const lastException: Adapter = {
  name: "last-exception",
  answer: async ({ evidence }) => {
    const log = evidence.find((piece) => piece.kind === "log" && piece.status === "ok");
    const lines = log?.text.split("\n") ?? [];
    const at = lines.findLastIndex((line) => ERROR_LINE.test(line.trim()));
    const line = lines[at]?.trim() ?? "";
    if (log === undefined || at === -1) return nothing();
    const weights = weightEntries(sumWeights(errorTypesIn(null, line).flatMap((type) => weighType(type))));
    const best = weights.toSorted((a, b) => b[1] - a[1])[0];
    return {
      outcome: "diagnosed",
      category: best?.[0] ?? "unknown",
      confidence: 0.6,
      rootCause: line,
      transience: "unknown",
      claims: [
        { text: line, citations: [{ evidenceId: log.id, startLine: at + 1, endLine: at + 1, quote: line }] },
      ],
    };
  },
};

function nothing(): ScenarioAnswer {
  return {
    outcome: "inconclusive",
    category: "unknown",
    confidence: 0,
    rootCause: "",
    transience: "unknown",
    claims: [],
  };
}

/** Runs a program with the question as JSON on standard input; it prints the answer as JSON. */
export function commandAdapter(command: string): Adapter {
  return {
    name: `command ${command}`,
    answer: async (question) =>
      ScenarioAnswer.parse(JSON.parse(await runCommand(command, JSON.stringify(question)))),
  };
}

function runCommand(command: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ["pipe", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${command} exited with ${code}`)),
    );
    child.stdin.end(input);
  });
}
