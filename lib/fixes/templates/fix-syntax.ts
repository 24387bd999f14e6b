import { parseAllDocuments } from "yaml";
import { likelyFiles, type FixTemplate } from "@/lib/fixes/templates/template";

const ERROR =
  /\b(?:ScannerError|ParserError|JSONDecodeError|YAMLError|yaml\.|json\.|invalid (?:yaml|json)|while (?:scanning|parsing))/i;

/** The parser's time grows with the square of the nesting. */
const MAX_CHARS = 20_000;

/**
 * Repairs YAML and JSON that does not parse, where only one repair is possible and the file parses afterwards: tabs used as
 * indentation, and a comma after the last element.
 */
export const fixSyntax: FixTemplate = {
  id: "config/fix-syntax",
  kind: "configuration",
  async draft({ material, code }) {
    if (!ERROR.test(material.failure)) return null;
    const broken = [];
    for (const path of likelyFiles(code).filter((file) => /\.(?:ya?ml|json)$/.test(file))) {
      const before = await code.read(path);
      const isJson = path.endsWith(".json");
      if (before === null || before.length > MAX_CHARS) continue;
      const after = isJson ? withoutTrailingCommas(before) : withoutTabs(before);
      if (parses(before, isJson)) continue;
      broken.push({ path, before, after, isJson });
    }
    const [only] = broken;
    // Which of several broken files the task read is not known.
    if (!only || broken.length > 1) return null;
    const { path, before, after, isJson } = only;
    if (after === before || !parses(after, isJson)) return null;
    return {
      title: isJson ? `Remove the comma after the last element in ${path}` : `Indent with spaces in ${path}`,
      rationale: isJson
        ? `${path} is not JSON: a comma follows the last element.`
        : `${path} is not YAML: tabs must not be used as indentation.`,
      edits: [{ path, before, after }],
      cautions: [
        "Check that nothing is missing after it: the file may have been cut in the middle of an edit.",
      ],
      level: "low",
    };
  },
};

function parses(text: string, isJson: boolean): boolean {
  if (isJson) {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }
  return [parseAllDocuments(text)].flat().every((document) => document.errors.length === 0);
}

/** Removes commas before a closing bracket, outside of strings. */
function withoutTrailingCommas(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"|,(?=[ \t\r\n]*[}\]])/g, (match) =>
    match === "," ? "" : match,
  );
}

/** Two spaces for each tab of an indentation. */
function withoutTabs(text: string): string {
  return text.replaceAll(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll("\t", "  "));
}
