import {
  belongsTo,
  composePattern,
  nameOfPattern,
  type ComposedPattern,
  type Lesson,
} from "@/lib/knowledge/patterns/compose-pattern";
import { LearnedFailure, type Slots } from "@/lib/knowledge/patterns/schemas";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Confirmation, Pattern as PatternRow, Prisma } from "@/lib/platform/db/generated/client";

/**
 * Puts the confirmed cause of a resolved incident into the pattern that it belongs to, or into a new one, and composes that again.
 * Call it inside `withLessonsLocked`.
 * @returns the pattern's id; null if nothing is confirmed, or a person deleted its pattern
 */
export async function placeLesson(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
): Promise<string | null> {
  const { workspaceId } = ctx;
  const row = await tx.confirmation.findFirst({ where: { workspaceId, incidentId } });
  if (row === null || row.forgottenAt !== null) return null;
  const lesson = toLesson(row);
  const { fingerprint, templateKey } = lesson.learned;
  const patterns = await tx.pattern.findMany({
    where: {
      workspaceId,
      OR: [
        { id: row.patternId ?? "" },
        { fingerprints: { has: fingerprint } },
        ...(templateKey === "" ? [] : [{ templateKeys: { has: templateKey } }]),
      ],
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const home = patterns.find((pattern) => pattern.id === row.patternId && hasCategory(pattern, lesson));
  const found =
    home ?? patterns.find((pattern) => hasCategory(pattern, lesson) && belongsTo(lesson, pattern));
  const patternId = found?.id ?? (await createPattern(ctx, tx, lesson));
  if (row.patternId !== patternId) {
    await tx.confirmation.updateMany({ where: { workspaceId, incidentId }, data: { patternId } });
    if (row.patternId !== null) await composeAgain(ctx, tx, row.patternId);
  }
  await composeAgain(ctx, tx, patternId);
  return patternId;
}

/** A category that a person gave the pattern stands for those of its confirmations. */
function hasCategory({ category, categories, editedFields }: PatternRow, lesson: Lesson): boolean {
  if (category === lesson.category) return true;
  return editedFields.includes("category") && categories.includes(lesson.learned.category);
}

async function createPattern(ctx: Context, tx: Prisma.TransactionClient, lesson: Lesson): Promise<string> {
  const id = newId();
  const composed = composePattern([lesson]);
  if (composed === null) throw new Error("A pattern is made of at least one confirmation.");
  await tx.pattern.create({
    data: {
      ...composed,
      id,
      workspaceId: ctx.workspaceId,
      name: nameOfPattern(composed, lesson.learned.slots),
      createdAt: ctx.now(),
    },
  });
  return id;
}

/** Composes a pattern anew from its confirmations; without any it is deleted. What a person edited stays. */
export async function composeAgain(
  ctx: Context,
  tx: Prisma.TransactionClient,
  patternId: string,
): Promise<void> {
  const { workspaceId } = ctx;
  await tx.staleLesson.deleteMany({ where: { workspaceId, patternId } });
  const rows = await tx.confirmation.findMany({ where: { workspaceId, patternId } });
  const pattern = await tx.pattern.findFirst({ where: { id: patternId, workspaceId } });
  if (pattern === null) return;
  const lessons = rows.map(toLesson);
  const composed = composePattern(lessons);
  if (composed === null) {
    await tx.pattern.deleteMany({ where: { id: patternId, workspaceId } });
    return;
  }
  await tx.pattern.updateMany({
    where: { id: patternId, workspaceId },
    data: { ...unedited(pattern, composed, namesIn(lessons)), updatedAt: ctx.now() },
  });
  await tx.$executeRawUnsafe(COUNT, workspaceId, patternId);
}

/** The values for the name of a pattern: those of its only incident, or none if it has several, whose values may differ. */
const namesIn = (lessons: readonly Lesson[]): Slots =>
  lessons.length === 1 ? (lessons[0]?.learned.slots ?? {}) : {};

function unedited(pattern: PatternRow, composed: ComposedPattern, slots: Slots) {
  const edited = new Set(pattern.editedFields);
  const { category, cause, ...rest } = composed;
  return {
    ...rest,
    ...(!edited.has("category") && { category }),
    ...(!edited.has("cause") && { cause }),
    ...(!edited.has("name") && { name: nameOfPattern(composed, slots) }),
  };
}

function toLesson(row: Confirmation): Lesson {
  return { ...row, learned: LearnedFailure.parse(row.learned) };
}

/** How often it was seen, and when last: where its cause was confirmed, and where it led the diagnosis. */
const COUNT = `
UPDATE patterns p SET times_seen = seen.count, last_seen_at = seen.last
FROM (
  SELECT count(*)::int AS count, max(n.last_seen_at) AS last FROM incidents n WHERE n.workspace_id = $1 AND n.id IN (
    SELECT c.incident_id FROM confirmations c WHERE c.workspace_id = $1 AND c.pattern_id = $2
    UNION SELECT m.incident_id FROM pattern_matches m WHERE m.workspace_id = $1 AND m.pattern_id = $2 AND m.role = 'led')
) seen
WHERE p.workspace_id = $1 AND p.id = $2`;
