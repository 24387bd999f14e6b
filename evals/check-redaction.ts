import type { PlantedText } from "@/evals/plant-secrets";
import { newMeter } from "@/lib/redaction/meter";
import { redact } from "@/lib/redaction/redact";
import { decodeOnce, stripInvisible } from "@/lib/redaction/text-view";

const KEY = "a key of the fuzz";
/** Steps for each character: every pass looks at a text some times. */
const MOST_STEPS = 150;
/** So much of a secret may not be left either. */
const SHORTEST_LEFT = 8;

/** What is wrong with the redaction of a text in which a secret was planted, or null. */
export function wrongRedaction({ text, secret }: PlantedText): string | null {
  const meter = newMeter();
  const once = redact(text, { key: KEY, meter }).text;
  if (once.split("\n").length !== text.split("\n").length) return "the number of lines changed";
  if (redact(once, { key: KEY }).text !== once) return "redacting twice is not as once";
  const steps = meter.scanned + meter.tried + meter.compared + meter.copied;
  if (steps > MOST_STEPS * (text.length + 100)) return `took ${steps} steps for ${text.length} characters`;
  const left = secret.length > SHORTEST_LEFT ? secret.slice(-SHORTEST_LEFT) : secret;
  return readings(once).some((reading) => reading.includes(left)) ? "the secret is still there" : null;
}

/** The text as an attacker would read it: colours stripped, decoded repeatedly, base64 decoded. */
function readings(text: string): string[] {
  let view = stripInvisible(text);
  const texts = [text, view.text];
  for (let level = 0; level < 4; level += 1) {
    view = decodeOnce({ text: view.text, places: null });
    texts.push(view.text);
  }
  for (const run of text.match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? [])
    texts.push(Buffer.from(run, "base64").toString("latin1"));
  return texts;
}
