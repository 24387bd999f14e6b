import { spawn } from "node:child_process";
import { askModelAbout } from "@/evals/pipeline-rca/ask-model";
import { ScenarioAnswer, type Question } from "@/evals/pipeline-rca/scenario";
import type { DiagnosisInput, EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";
import { LOG_KINDS } from "@/lib/logs/schemas";
import { readFacts } from "@/lib/evidence/stored-facts";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { errorTypesIn } from "@/lib/diagnosis/engine/failure-text";
import { weighType } from "@/lib/diagnosis/inference/exception-taxonomy";
import { sumWeights, weightEntries } from "@/lib/diagnosis/inference/weigh-failure";
import type { ModelConnection } from "@/lib/vendors/anthropic/connection";

/** What a system said. */
export interface Reply {
  /** Null if it did not answer. */
  answer: ScenarioAnswer | null;
  /** What was asked of a model; absent if none was. */
  model?: {
    hasAnswered: boolean;
    /** Why it did not answer. */
    message: string | null;
    /** Null if not known. */
    costUsd: number | null;
  };
}

/** A system under test, which diagnoses a failure from collected evidence. */
export interface Adapter {
  name: string;
  /** True if it cannot be judged without a model that answers. */
  needsModel?: boolean;
  answer: (question: Question) => Promise<Reply>;
}

/** This project's engine. */
export const builtin: Adapter = {
  name: "builtin",
  answer: async (question) => ({ answer: diagnoseFailure(toInput(question)) }),
};

/** The model alone: the evidence without the engine's opinion. */
export function modelAlone(connection: ModelConnection): Adapter {
  return {
    name: "model",
    needsModel: true,
    answer: async (question) => {
      const reply = await askModelAbout(connection, { ...toInput(question), builtin: null });
      return { answer: reply.ok ? reply.answer : null, model: modelUse(reply) };
    },
  };
}

/**
 * The engine, then the model with the engine's opinion. As in the product, what the engine found stands if the model does not
 * answer, or proves nothing.
 */
export function engineAndModel(connection: ModelConnection): Adapter {
  return {
    name: "both",
    needsModel: true,
    answer: async (question) => {
      const input = toInput(question);
      const own = diagnoseFailure(input);
      const reply = await askModelAbout(connection, { ...input, builtin: own });
      const isBetter =
        reply.ok && (reply.answer.outcome !== "inconclusive" || own.outcome === "inconclusive");
      return { answer: isBetter ? reply.answer : own, model: modelUse(reply) };
    },
  };
}

function modelUse(reply: Awaited<ReturnType<typeof askModelAbout>>): NonNullable<Reply["model"]> {
  const costUsd = reply.use === null ? null : reply.use.costUsd;
  return { hasAnswered: reply.ok, message: reply.ok ? null : reply.message, costUsd };
}

/** The input of the engine and of the model for a question. */
export function toInput({ failure, evidence }: Question): DiagnosisInput {
  return { failure, evidence: evidence.map((piece) => toPiece(piece, failure.orchestrator)) };
}

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
    if (log === undefined || at === -1) return { answer: nothing() };
    const weights = weightEntries(sumWeights(errorTypesIn(null, line).flatMap((type) => weighType(type))));
    const best = weights.toSorted((a, b) => b[1] - a[1])[0];
    const citation = { evidenceId: log.id, startLine: at + 1, endLine: at + 1, quote: line };
    return {
      answer: {
        outcome: "diagnosed",
        category: best?.[0] ?? "unknown",
        confidence: 0.6,
        rootCause: line,
        transience: "unknown",
        claims: [{ text: line, citations: [citation] }],
        causalChain: [],
      },
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
    causalChain: [],
  };
}

/** Runs a program with the question as JSON on standard input; it prints the answer as JSON. */
export function commandAdapter(command: string): Adapter {
  return {
    name: `command ${command}`,
    answer: async (question) => ({
      answer: ScenarioAnswer.parse(JSON.parse(await runCommand(command, JSON.stringify(question)))),
    }),
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
