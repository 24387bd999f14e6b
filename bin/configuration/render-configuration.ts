import { describeVariable } from "@/lib/platform/env";

interface Entry {
  variables: { name: string; value: string }[];
  text: string[];
}

interface Section {
  title: string;
  text: string[];
  entries: Entry[];
}

const HEADING = /^# ── (.+?) ─+$/;
const VARIABLE = /^([A-Z][A-Z0-9_]*)=(.*)$/;

/**
 * The reference of all settings, in Markdown, from `.env.example`, whose names a test compares with those that the product
 * reads; defaults and accepted values are those of the schema that checks them. Pure.
 */
export function renderConfiguration(example: string): string {
  const sections = readSections(example);
  return [
    "# Configuration",
    "",
    "<!-- Made by `npm run configuration` from .env.example and lib/platform/env.ts. -->",
    "",
    "All settings are environment variables, or lines of a file `.env` in the folder where the product is started. All are",
    "optional. A value that is not valid stops the start with a message that names it.",
    ...sections.flatMap(({ title, text, entries }) => [
      "",
      `## ${title}`,
      ...(text.length > 0 ? ["", ...text] : []),
      ...entries.flatMap(renderEntry),
    ]),
    "",
  ].join("\n");
}

function renderEntry({ variables, text }: Entry): string[] {
  const facts = variables.map(({ name, value }) => {
    const { accepts, fallback } = describeVariable(name);
    // `npm start` has defaults that the schema does not know.
    const usual = fallback ?? (value === "" ? null : value);
    const parts = [accepts, usual === null ? "no default" : `default \`${usual}\``].filter(Boolean);
    return `- \`${name}\`: ${parts.join("; ")}`;
  });
  return ["", `### ${variables.map(({ name }) => `\`${name}\``).join(", ")}`, "", ...text, "", ...facts];
}

function readSections(example: string): Section[] {
  const sections: Section[] = [];
  let comment: string[] = [];
  let isAfterVariable = false;
  for (const line of example.split("\n")) {
    const [, title] = HEADING.exec(line) ?? [];
    const [, name, value = ""] = VARIABLE.exec(line) ?? [];
    const section = sections.at(-1);
    if (title !== undefined) {
      sections.push({ title, text: [], entries: [] });
      comment = [];
    } else if (line.startsWith("#")) {
      comment.push(line.replace(/^# ?/, ""));
    } else if (name !== undefined && section) {
      const entry = section.entries.at(-1);
      if (comment.length === 0 && isAfterVariable && entry) entry.variables.push({ name, value });
      else section.entries.push({ variables: [{ name, value }], text: comment });
      comment = [];
    }
    isAfterVariable = name !== undefined;
  }
  return sections;
}
