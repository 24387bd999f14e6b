import type { PrismaClient } from "@/lib/platform/db/generated/client";

/**
 * The member behind a GitHub account. Its numeric id counts; the login only names a person whose id is not known
 * yet, and the first sign-in stores the id: whoever takes over a login later is a stranger. An e-mail address
 * proves nothing here.
 */
export async function findGithubUser(
  db: PrismaClient,
  profile: { id?: unknown; login?: unknown },
): Promise<{ id: string; githubId: string } | null> {
  const githubId =
    typeof profile.id === "number" && Number.isSafeInteger(profile.id) ? String(profile.id) : null;
  if (!githubId) return null;
  const known = await findByGithubId(db, githubId);
  if (known) return known;
  if (typeof profile.login !== "string" || !profile.login) return null;
  const githubLogin = profile.login.toLowerCase();
  // Conditional, so that of two accounts at once only one becomes the person's.
  await db.user.updateMany({ where: { githubLogin, githubId: null }, data: { githubId } });
  return findByGithubId(db, githubId);
}

async function findByGithubId(db: PrismaClient, githubId: string) {
  const user = await db.user.findUnique({ where: { githubId }, select: { id: true } });
  return user && { id: user.id, githubId };
}
