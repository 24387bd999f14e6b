import type { PrismaClient } from "@/lib/platform/db/generated/client";

/**
 * The member behind a GitHub account, identified by its numeric id. The login only matches a person without a stored id,
 * and the first sign-in stores the id, so taking over a login later gives no access. Email addresses prove nothing here.
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
  // Conditional, so that only one of two concurrent accounts is linked.
  await db.user.updateMany({ where: { githubLogin, githubId: null }, data: { githubId } });
  return findByGithubId(db, githubId);
}

async function findByGithubId(db: PrismaClient, githubId: string) {
  const user = await db.user.findUnique({ where: { githubId }, select: { id: true } });
  return user && { id: user.id, githubId };
}
