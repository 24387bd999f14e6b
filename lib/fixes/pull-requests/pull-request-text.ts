import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { Fix } from "@/lib/fixes/schemas";
import { showHidden } from "@/lib/platform/hidden-characters";

export interface PullRequestInput {
  fix: Pick<Fix, "title" | "rationale" | "editedBy" | "risk" | "blastRadius" | "verification" | "engine">;
  diagnosis: Pick<Diagnosis, "rootCause" | "category" | "confidence" | "claims" | "engine" | "outcome">;
  incident: { number: number; title: string; url: string };
}

const MAX_BODY = 20_000;
const MAX_QUOTES = 6;

/** Name of the branch that carries a fix. */
export function branchName(incidentNumber: number, fixId: string): string {
  // The end of an id, because the beginning of some tells the time and is shared.
  return `pipeline-debugger/incident-${incidentNumber}-${fixId.slice(-8)}`;
}

/**
 * The commit of a fix. Foreign text in it is inert: it closes no issue, mentions nobody, skips no build and adds no
 * trailer. Pure.
 */
export function commitMessage({ fix, incident }: PullRequestInput): string {
  return [
    plainLine(fix.title, 72),
    ...(fix.editedBy === null ? [] : [plainText(editedNote(fix.editedBy))]),
    plainText(fix.rationale.slice(0, 2_000)),
    plainText(fix.verification.reason),
    ...(fix.risk.level === "high"
      ? [plainText(`Risk is high. ${fix.risk.reasons.join(" ").slice(0, 2_000)}`)]
      : []),
    `Proposed by Pipeline Debugger for incident ${incident.number}: ${plainLine(incident.title, 200)}\n${incident.url}\n`,
  ].join("\n\n");
}

/** The title of a pull request: it becomes the subject of a squashed commit. Pure. */
export function pullRequestTitle(title: string): string {
  return plainLine(title, 200);
}

/** Markdown for reviewers: the cause with its evidence, what was checked and what was not. Pure. */
export function pullRequestBody({ fix, diagnosis, incident }: PullRequestInput): string {
  const percent = Math.round(diagnosis.confidence * 100);
  const by = diagnosis.engine === "claude" ? "Claude" : "the built-in engine";
  const quotes = diagnosis.claims
    .flatMap((claim) => claim.citations.slice(0, 1).map((one) => ({ text: claim.text, ...one })))
    .slice(0, MAX_QUOTES);
  const cause =
    diagnosis.outcome === "diagnosed"
      ? `${prose(diagnosis.rootCause, 600)}\n\nCategory \`${diagnosis.category}\`, confidence ${percent} %, diagnosed by ${by}.`
      : "The cause is not certain: the diagnosis was inconclusive.";
  const parts = [
    `Pipeline Debugger proposes this change for [incident ${incident.number}](${incident.url}): ${prose(incident.title, 200)}`,
    `## Cause\n${cause}`,
    ...(quotes.length > 0 ? [`## Evidence\n${quotes.map(quoted).join("\n\n")}`] : []),
    `## Change\n${fix.editedBy === null ? "" : `**${prose(editedNote(fix.editedBy), 300)}**\n\n`}${inert(fix.rationale.slice(0, 6_000))}`,
    `## Before merging\n${bullets([...fix.risk.reasons, fix.blastRadius.text])}\n\nRisk: ${fix.risk.level}.`,
    `## Checked\n${prose(fix.verification.reason, 1_000)}`,
    `${originOf(fix)} It is a draft: nothing is merged without you.`,
  ];
  return parts.join("\n\n").slice(0, MAX_BODY);
}

function editedNote(editor: string): string {
  return `Edited by ${editor} after it was proposed; what follows was written for the original patch.`;
}

function originOf({ editedBy, engine }: Pick<Fix, "editedBy" | "engine">): string {
  if (editedBy !== null) return "This change was edited by a person.";
  return engine === "claude"
    ? "This change was written by a language model."
    : "This change was made by rule.";
}

function quoted(quote: { text: string; quote: string; startLine: number }): string {
  return `${prose(quote.text, 400)} (line ${quote.startLine})\n${fenced(quote.quote.slice(0, 600))}`;
}

/** A code block that its contents cannot end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${showHidden(text)}\n${fence}`;
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${prose(item, 500)}`).join("\n");
}

function prose(text: string, max: number): string {
  return inert(oneLine(text, max));
}

/** Foreign text as plain Markdown: no HTML, no images or links, nobody is mentioned, no issue is referred to. */
function inert(text: string): string {
  return showHidden(text)
    .replaceAll("<", "&lt;")
    .replaceAll(/[[\]]/g, String.raw`\$&`)
    .replaceAll(/@(?=\w)/g, "@\u200B")
    .replaceAll(/#(?=\d)/g, "#\u200B")
    .replaceAll(/\bGH-(?=\d)/gi, "$&\u200B")
    .replaceAll("://", ":\u200B//")
    .replaceAll(/^([ \t]*)\/(?=\w)/gm, "$1/\u200B");
}

/**
 * Foreign text for a commit: hosts and build services read `#1`, `GH-1` and `!1` as issues and merge requests, `@name`
 * as a mention, anything like `[skip ci]` or `***NO_CI***` as an order, and `Name: value` lines as trailers.
 */
function plainText(text: string): string {
  return (
    showHidden(text)
      .replaceAll(/[\u0000-\u0009\u000E-\u001F\u007F]/g, " ")
      .replaceAll("[", "(")
      .replaceAll("]", ")")
      .replaceAll(/\*{2,}/g, "*")
      .replaceAll(/([#@!])(?=\w)/g, "$1 ")
      .replaceAll(/\bGH-(?=\d)/gi, "GH ")
      // The address of an issue closes it as its number does.
      .replaceAll("://", ": //")
      .replaceAll(/^[ \t]*(?=[\w-]+[ \t]*:|\/\w|#)/gm, "- ")
  );
}

function plainLine(text: string, max: number): string {
  // Without a mark for a list: a subject is never read for trailers.
  return oneLine(plainText(text).replace(/^- /, ""), max);
}

function oneLine(text: string, max: number): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length <= max ? flat : `${flat.slice(0, max - 1)}…`;
}
