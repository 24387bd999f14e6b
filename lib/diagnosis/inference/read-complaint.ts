import { boundText } from "@/lib/diagnosis/engine/failure-text";
import type { Complaint } from "@/lib/diagnosis/inference/complaint";
import { COMPLAINTS } from "@/lib/diagnosis/inference/complaints";
import { FOREIGN_COMPLAINTS } from "@/lib/diagnosis/inference/foreign-complaints";
import type { Weights } from "@/lib/diagnosis/inference/weights";

/** What a message complains about. */
export interface ReadComplaint {
  weights: Weights;
  /** A template of the cause with the names that fill it. */
  cause: string;
  /** Templates of what to do. */
  steps: readonly string[];
  names: Record<string, string>;
  /** The words that say it. */
  quote: string;
}

const MAX_CHARS = 700;
/** Names that say nothing: articles, pronouns and other words of a sentence. */
const NO_NAME =
  /^(?:an?|the|this|that|it|its|is|was|are|be|been|not|no|any|all|some|one|in|on|at|of|for|to|from|by|with|and|or|but|if|when|which|there|here|you|your|we|our|they|value|values|error|errors|exception|following|given|specified|provided|same|valid|required|must|should|could|can|file|files|table|column|field|key|name|path|data|type|object|none|null|system|server|service|client|state|operator|operation|request|response|code|length|size|number|type|job|task|run|line|row|rows|record|records|query|statement|process|call|result|results|detected|found|failed|missing|present|occurred|received|returned|specified|because|while|during|after|before|due|set|get|use|used|using|exists?|ids?|identifier|account|user|token|password|credentials?|bucket|topic|queue|host|hostname|url|uri|page|item|element|entity|resource|entry|database|schema|directory|folder|parameter|argument|property|attribute|option|module|package|class|function|method|available|new|old|first|last|more|less|than|then|so|as)$/i;

/** Reads a message of any program; null if it has no known form. What it says first counts. */
export function readComplaint(message: string): ReadComplaint | null {
  const text = boundText(message, MAX_CHARS);
  let first: (ReadComplaint & { line: number }) | null = null;
  for (const complaint of [...COMPLAINTS, ...FOREIGN_COMPLAINTS]) {
    const found = matchOf(complaint, text);
    if (found === null) continue;
    // Within a line the more specific form counts, which is earlier in the table.
    const line = text.slice(0, text.indexOf(found.quote)).split("\n").length;
    if (first === null || line < first.line) first = { ...found, line };
  }
  return first;
}

/** How many names that say nothing are passed over. */
const MAX_SKIPPED = 4;

function matchOf(
  { pattern, weights, cause, namelessCause, steps }: Complaint,
  text: string,
): ReadComplaint | null {
  let rest = text;
  for (let skipped = 0; skipped <= MAX_SKIPPED; skipped += 1) {
    const hit = pattern.exec(rest);
    if (hit === null) return null;
    const names = namesOf(hit);
    const { thing, noun = "" } = names;
    if (thing === undefined || !cause.includes("`{thing}`") || !NO_NAME.test(thing)) {
      return {
        weights: typeof weights === "function" ? weights(noun) : weights,
        cause: inNumber(thing === undefined ? (namelessCause ?? cause) : cause, noun),
        steps: steps.filter((step) => thing !== undefined || !needsThing(step)),
        names,
        quote: hit[0].trim(),
      };
    }
    rest = rest.slice(rest.indexOf(thing, hit.index) + thing.length);
  }
  return null;
}

const PLURAL = /(?:files|objects|blobs|partitions|data ?sets|records|rows|tables|views|columns|fields)$/i;
/** Parts of what is named, which have no name of their own. */
const PARTS = /(?:records|rows)$/i;

/** `The rows of … do not exist` for a noun in the plural. */
function inNumber(cause: string, noun: string): string {
  if (!PLURAL.test(noun)) return cause;
  const plural = cause
    .replace("does not exist", "do not exist")
    .replace(" or is ", " or are ")
    .replace("does not match", "do not match");
  return PARTS.test(noun) ? plural.replace("The {noun} `{thing}`", "The {noun} of `{thing}`") : plural;
}

/** Whether a step names the thing outside of its optional parts. */
function needsThing(step: string): boolean {
  return step.replaceAll(/\[\[.*?\]\]/g, "").includes("{thing}");
}

function namesOf({ groups = {} }: RegExpExecArray): Record<string, string> {
  const { thing2, ...rest } = groups;
  const entries = Object.entries({ ...rest, thing: rest["thing"] ?? thing2 });
  const names = Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value.trim()]])),
  ) as Record<string, string>;
  const { noun } = names;
  if (noun !== undefined && /^\p{Lu}\p{Ll}/u.test(noun)) names["noun"] = noun.toLowerCase();
  return names;
}
