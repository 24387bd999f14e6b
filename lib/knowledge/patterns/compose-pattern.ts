import type { LearnedFailure, PatternFact, Slots, SlotTemplate } from "@/lib/knowledge/patterns/schemas";
import { textWithValues, slotsIn, templateKey } from "@/lib/knowledge/patterns/template";

/** One confirmed cause, of one incident. */
export interface Lesson {
  incidentId: string;
  category: string;
  rootCause: string;
  at: Date;
  learned: LearnedFailure;
}

/** A pattern as its confirmations make it. */
export interface ComposedPattern {
  /** The incident that serves as the example. */
  incidentId: string;
  category: string;
  rootCause: string;
  fingerprint: string;
  signature: string | null;
  fingerprints: string[];
  templateKeys: string[];
  signatures: string[];
  categories: string[];
  places: string[];
  template: SlotTemplate;
  cause: SlotTemplate;
  slots: Slots;
  facts: PatternFact[];
}

const MAX_KEYS = 50;

/**
 * Composes a pattern of its confirmations: what any of them can be recognized by, and the cause that most of them agree on,
 * of those the latest. A single wrong confirmation therefore changes no cause that others confirmed. Null without any. Pure.
 */
export function composePattern(lessons: readonly Lesson[]): ComposedPattern | null {
  const alike = leadingLessons(lessons);
  const [example] = alike;
  if (example === undefined) return null;
  const { learned } = example;
  const all = (pick: (lesson: LearnedFailure) => readonly string[]) =>
    [...new Set(lessons.flatMap((lesson) => pick(lesson.learned)))]
      .filter((key) => key !== "")
      .slice(-MAX_KEYS);
  return {
    incidentId: example.incidentId,
    category: example.category,
    rootCause: example.rootCause,
    fingerprint: learned.fingerprint,
    signature: learned.signature,
    fingerprints: all(({ fingerprint }) => [fingerprint]),
    templateKeys: all((lesson) => [lesson.templateKey]),
    signatures: all(({ signature }) => (signature === null ? [] : [signature])),
    categories: all(({ category }) => [category]),
    places: all(({ places }) => places),
    template: learned.line,
    cause: withConstants(alike, learned),
    slots: learned.slots,
    facts: learned.facts,
  };
}

/** The confirmations whose cause is the most frequent one, the latest first. */
function leadingLessons(lessons: readonly Lesson[]): Lesson[] {
  const keyOf = ({ category, learned, rootCause }: Lesson) =>
    `${category} ${templateKey(learned.cause) || rootCause.toLowerCase()}`;
  const latestFirst = lessons.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const groups = new Map<string, Lesson[]>();
  for (const lesson of latestFirst) groups.set(keyOf(lesson), [...(groups.get(keyOf(lesson)) ?? []), lesson]);
  const [most] = [...groups.values()].toSorted((a, b) => b.length - a.length);
  return most ?? [];
}

/**
 * The cause, in which a name that no evidence gives is constant if every one of at least two confirmations has the same there: the
 * role that lost its grant, again.
 */
function withConstants(
  alike: readonly Lesson[],
  { cause, line, facts, slots }: LearnedFailure,
): SlotTemplate {
  const given = new Set(slotsIn([...line, ...facts.flatMap((fact) => fact.template)]));
  const isConstant = (index: number, value: string | undefined) =>
    alike.length > 1 && alike.every(({ learned }) => valueAt(learned, index) === value);
  return cause.map((part, index) => {
    if (typeof part === "string" || given.has(part.slot)) return part;
    const value = slots[part.slot];
    return value !== undefined && isConstant(index, value) ? value : part;
  });
}

/** What stands at a place of a cause. */
function valueAt({ cause, slots }: LearnedFailure, index: number): string | undefined {
  const part = cause[index];
  return part === undefined || typeof part === "string" ? part : slots[part.slot];
}

/** A name for people, until one gives it another: its cause, with the values of an incident if they are given. Pure. */
export function nameOfPattern({ cause }: Pick<ComposedPattern, "cause">, slots: Slots = {}): string {
  const text = textWithValues(cause, slots).replaceAll(/\s+/g, " ").trim();
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

/** What to call a pattern: as it is stored, or, unless a person named it, by its cause with the values of an incident. Pure. */
export function shownName(
  { name, cause, editedFields }: Pick<ComposedPattern, "cause"> & { name: string; editedFields: string[] },
  slots: Slots = {},
): string {
  const isStored = editedFields.includes("name") || cause.length === 0 || Object.keys(slots).length === 0;
  return isStored ? name : nameOfPattern({ cause }, slots);
}

/**
 * Whether a confirmed cause of the same category belongs to a pattern: the same fingerprint, or the same line except for its
 * variable parts in the same place. Pure.
 */
export function belongsTo(
  { learned }: Pick<Lesson, "learned">,
  pattern: Pick<ComposedPattern, "fingerprints" | "templateKeys" | "places">,
): boolean {
  if (pattern.fingerprints.includes(learned.fingerprint)) return true;
  const isSameLine = learned.templateKey !== "" && pattern.templateKeys.includes(learned.templateKey);
  return isSameLine && learned.places.some((place) => pattern.places.includes(place));
}
