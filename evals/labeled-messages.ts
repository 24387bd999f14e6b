import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CATEGORIES, Category } from "@/lib/failures/schemas";

/** A message as a tool or its user's program prints it. */
export interface LabeledMessage {
  /** What prints it, such as `snowflake`; `own-code` for messages that pipeline authors write. */
  product: string;
  category: Category;
  /** Categories that are nearly as defensible. */
  alternatives: Category[];
  text: string;
}

/**
 * The messages of a file in this folder, a line each: product, category, alternatives separated by commas, message,
 * separated by tabs. They were written for this purpose by people who know the tools, before anything was run on them.
 * @throws Error naming the line that is malformed.
 */
export function readLabeledMessages(file: "messages.tsv" | "messages-held-out.tsv"): LabeledMessage[] {
  const lines = readFileSync(fileURLToPath(new URL(file, import.meta.url)), "utf8").split("\n");
  return lines.flatMap((line, index) =>
    line === "" || line.startsWith("#") ? [] : [readMessage(line, `${file}, line ${index + 1}`)],
  );
}

function readMessage(line: string, place: string): LabeledMessage {
  const [product, category, alternatives, text] = line.split("\t");
  if (product === undefined || alternatives === undefined || text === undefined)
    throw new Error(`${place}: expected 4 columns separated by tabs`);
  const categoryOf = (name: string | undefined): Category => {
    const known = Category.safeParse(name);
    if (!known.success) throw new Error(`${place}: ${name} is none of ${CATEGORIES.join(", ")}`);
    return known.data;
  };
  const named = alternatives.split(",").filter((name) => name !== "");
  return { product, category: categoryOf(category), alternatives: named.map(categoryOf), text };
}
