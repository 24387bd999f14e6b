/** Plants secrets in random logs and checks that redaction removes them; part of `npm run fuzz`. */
import { checkRedaction } from "@/evals/check-redaction";
import { randomOf } from "@/evals/mutate-log";
import { plantSecret, type PlantedText } from "@/evals/plant-secrets";
import { plantForm } from "@/evals/redaction-forms";

const MAX_FAILURES = 10;
const MAX_LENGTH = 4_000;

/** The text with this case number. Each case has its own seed, so that it can be rerun alone. */
export function plantedOf(
  seed: number,
  number: number,
  fixtures: readonly string[],
  longest = MAX_LENGTH,
): PlantedText {
  const random = randomOf(Math.imul(seed, 1_000_003) + number);
  return number % 2 === 0 ? plantSecret(random, fixtures, longest) : plantForm(random, fixtures, longest);
}

/** Runs `count` cases starting at `from` and prints the failures. @returns the number of failures. */
export function fuzzRedaction(
  { seed, from, count }: { seed: number; from: number; count: number },
  fixtures: readonly string[],
): number {
  const startedAt = performance.now();
  let failures = 0;
  for (let number = from; number < from + count && failures < MAX_FAILURES; number += 1) {
    const planted = plantedOf(seed, number, fixtures);
    const wrong = checkRedaction(planted);
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
