/** Plants secrets in random logs and looks for what redaction leaves of them; part of `npm run fuzz`. */
import { wrongRedaction } from "@/evals/check-redaction";
import { randomOf } from "@/evals/mutate-log";
import { plantSecret, type PlantedText } from "@/evals/plant-secrets";
import { plantForm } from "@/evals/redaction-forms";

const MOST_FAILURES = 10;
const LONGEST = 4_000;

/** The planted text of a number: each has its own seed, so that one can be run alone. */
export function plantedOf(
  seed: number,
  number: number,
  fixtures: readonly string[],
  longest = LONGEST,
): PlantedText {
  const random = randomOf(Math.imul(seed, 1_000_003) + number);
  return number % 2 === 0 ? plantSecret(random, fixtures, longest) : plantForm(random, fixtures, longest);
}

/** Runs the numbers `from` to `from + count` and prints what is wrong. @returns how many were. */
export function fuzzRedaction(
  { seed, from, count }: { seed: number; from: number; count: number },
  fixtures: readonly string[],
): number {
  const startedAt = performance.now();
  let failures = 0;
  for (let number = from; number < from + count && failures < MOST_FAILURES; number += 1) {
    const planted = plantedOf(seed, number, fixtures);
    const wrong = wrongRedaction(planted);
    if (wrong === null) continue;
    failures += 1;
    process.stdout.write(
      `\nseed ${seed}, number ${number} (npm run fuzz -- --only redaction --seed ${seed} --from ${number} --count 1)\n` +
        `${wrong}; planted as ${planted.how}\n`,
    );
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`${count} planted secrets, seed ${seed}: ${failures} failures in ${seconds} s\n`);
  return failures;
}
