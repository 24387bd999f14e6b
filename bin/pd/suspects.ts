import { createInterface } from "node:readline";
import { z } from "zod";
import { rankSuspects } from "@/lib/code/suspects/rank-suspects";
import { readText } from "@/lib/logs/findings/read-text";
import { readArguments, UsageError } from "./arguments";

const Question = z.object({
  log: z.string(),
  commits: z.array(
    z.object({
      id: z.string(),
      message: z.string(),
      author: z.string().nullish(),
      date: z.string(),
      files: z.array(z.object({ path: z.string(), status: z.string() })),
      patch: z.string().nullish(),
    }),
  ),
});

/** `pd suspects`: one JSON question per line on standard input, one ranking per line on standard output. */
export async function suspects(args: readonly string[]): Promise<number> {
  const { files, isJson } = readArguments(args);
  if (files.length > 0) throw new UsageError("suspects reads standard input and takes no files");
  let exitCode = 0;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === "") continue;
    const question = readQuestion(line);
    if (typeof question === "string") {
      exitCode = 1;
      process.stderr.write(`pd: line ${number}: ${question}\n`);
      if (isJson) process.stdout.write(`${JSON.stringify({ ranking: [], error: question })}\n`);
      continue;
    }
    const ranking = rankSuspects({ ...question, log: readText(question.log) });
    process.stdout.write(`${isJson ? JSON.stringify({ ranking }) : renderRanking(ranking)}\n`);
  }
  return exitCode;
}

function readQuestion(line: string): z.infer<typeof Question> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "not valid JSON";
  }
  const read = Question.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  return `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`;
}

function renderRanking(ranking: ReturnType<typeof rankSuspects>): string {
  return ranking
    .map(
      (each, at) =>
        `${at + 1}. ${each.id.slice(0, 12)}  ${each.score.toFixed(2)}  ${each.reasons.join("; ")}`,
    )
    .join("\n");
}
