import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { digestOf, wordDocuments } from "@/evals/word-documents";

/*
 * Says whether the weights of words in messages should be fitted again: `npx tsx evals/check-message-words.ts`. A few new
 * signatures change next to nothing, so only many new messages count; the fit records those it has seen by digest.
 */
export const FITTED_FILE = fileURLToPath(new URL("fitted-messages.json", import.meta.url));

/** Above this share of unseen messages the weights are out of date. */
export const MAX_UNSEEN = 0.1;

/** How many examples of the signatures the weights were not fitted to, and how many there are. */
export function unseenMessages(): { unseen: number; messages: number } {
  const fitted = new Set((JSON.parse(readFileSync(FITTED_FILE, "utf8")) as string).split(" "));
  const messages = wordDocuments().filter(({ kind }) => kind !== "description");
  return {
    unseen: messages.filter((message) => !fitted.has(digestOf(message))).length,
    messages: messages.length,
  };
}

function report(): void {
  const { unseen, messages } = unseenMessages();
  const isOld = unseen > messages * MAX_UNSEEN;
  const advice = isOld ? "; run `npx tsx evals/fit-message-words.ts --write`" : "";
  process.stdout.write(`${unseen} of ${messages} messages are new or changed since the fit${advice}\n`);
  process.exitCode = isOld ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) report();
