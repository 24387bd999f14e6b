import type { PlantedText } from "@/evals/plant-secrets";
import { newMeter } from "@/lib/redaction/meter";
import { redact } from "@/lib/redaction/redact";
import { decodeOnce, stripInvisible } from "@/lib/redaction/text-view";

const KEY = "fuzz key";
/** Limit of steps per character; each pass reads the text several times. */
const MAX_STEPS_PER_CHAR = 150;
/** A leftover of this length counts as a leak too. */
const MIN_LEAK_LENGTH = 8;

/** The violated invariant of redacting a text with a planted secret, or null. */
export function checkRedaction({ text, secret }: PlantedText): string | null {
  const meter = newMeter();
  const once = redact(text, { key: KEY, meter }).text;
  if (once.split("\n").length !== text.split("\n").length) return "the number of lines changed";
  if (redact(once, { key: KEY }).text !== once) return "redacting twice changes the text";
  const steps = meter.scanned + meter.tried + meter.compared + meter.copied;
  if (steps > MAX_STEPS_PER_CHAR * (text.length + 100))
    return `took ${steps} steps for ${text.length} characters`;
  const left = secret.length > MIN_LEAK_LENGTH ? secret.slice(-MIN_LEAK_LENGTH) : secret;
  return readings(once).some((reading) => reading.includes(left)) ? "the secret is still there" : null;
}

/** The text as an attacker would read it: colors stripped, decoded repeatedly, base64 decoded. */
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
