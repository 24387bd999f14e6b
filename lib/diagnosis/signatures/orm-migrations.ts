import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ALEMBIC = "https://alembic.sqlalchemy.org/en/latest/branches.html";
const DJANGO = "https://docs.djangoproject.com/en/stable/topics/migrations/";
const PRISMA = "https://www.prisma.io/docs/orm/prisma-migrate/workflows/patching-and-hotfixing";

/** Schema migrations of applications: Alembic, Django and Prisma. */
export const ormMigrationSignatures: Signature[] = [
  {
    id: "alembic/revision-unknown",
    title: "Alembic: revision of the database is not in the code",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Can't locate revision identified by '(?<revision>[\w.]{1,80})'/,
        /No such revision or branch '(?<revision>[\w.@+-]{1,80})'/,
        /Revision (?<revision>[\w.]{1,80}) referenced from [^\n]{1,160} is not present/,
      ],
    },
    rootCause: "The database is at revision `{revision}`, for which this code has no migration file",
    explanation:
      "`alembic_version` names a revision that the deployed `versions/` folder lacks: an older release runs against a newer database, the revision was on a branch that was never merged, or the wrong database or migrations folder is used.",
    checks: [
      "`SELECT version_num FROM alembic_version`, and `git log --all -S {revision}`",
      "Which release was deployed there last, and `script_location`",
    ],
    fixes: [
      "Deploy the release that contains `{revision}` (for Airflow and Superset: the version that migrated the database)",
      "Bring the lost file back from its branch and merge it",
      "If the schema is known to be that of another revision: `alembic stamp --purge REVISION`",
    ],
    docs: ["https://alembic.sqlalchemy.org/en/latest/tutorial.html"],
  },
  {
    id: "alembic/multiple-heads",
    title: "Alembic: migrations have several heads",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Multiple head revisions are present for given argument '(?<argument>[^'\n]{1,60})'/,
        /The script directory has multiple heads(?: \(due to branching\))?/,
        /MultipleHeads: /,
      ],
    },
    rootCause:
      "Two migrations follow the same revision, so there is no single newest revision[[ (`{argument}`)]]",
    explanation: "Two branches each added a migration and were both merged; neither comes after the other.",
    checks: ["`alembic heads --verbose` and `alembic history`"],
    fixes: [
      'Join them: `alembic merge -m "merge heads" heads`, and commit the new file',
      "If the later one has not run anywhere, set its `down_revision` to the other head",
      "Let the build fail if `alembic heads` prints more than one line",
    ],
    docs: [ALEMBIC],
  },
  {
    id: "alembic/not-up-to-date",
    title: "Alembic: database is behind the migrations",
    category: "warehouse_sql",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Target database is not up to date/,
        /FAILED: New upgrade operations detected: (?<operations>[^\n]{3,200})/,
      ],
    },
    rootCause: "The database lacks migrations that the code has[[: {operations}]]",
    explanation:
      "`alembic revision --autogenerate` and `alembic check` compare models and database, and need the newest revision. The upgrade was not run there, or a model changed without a migration.",
    checks: ["`alembic current` against `alembic heads`, with the same URL"],
    fixes: [
      "Run `alembic upgrade head` first",
      'Create the missing migration: `alembic revision --autogenerate -m "…"`',
    ],
    docs: ["https://alembic.sqlalchemy.org/en/latest/autogenerate.html"],
  },
  {
    id: "django/migrations-conflict",
    title: "Django: migrations conflict or depend on a missing one",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Conflicting migrations detected; multiple leaf nodes in the migration graph: \((?<leaves>[^\n]{3,200}?)\)/,
        /NodeNotFoundError: Migration (?<migration>[\w.]{1,120}) dependencies reference nonexistent parent node (?<parent>[^\n]{3,120})/,
      ],
    },
    rootCause:
      "The migrations do not form one line[[: several ends, {leaves}]][[: `{migration}` depends on the missing {parent}]]",
    explanation:
      "Two branches each added a migration after the same one, or a file was deleted, renamed or not committed.",
    checks: ["`python manage.py showmigrations --plan`", "`git log --diff-filter=D -- '*/migrations/*'`"],
    fixes: [
      "Join the ends: `python manage.py makemigrations --merge`, and commit the file",
      "Bring the missing file back; check that `.gitignore` does not exclude `migrations/`",
    ],
    docs: [DJANGO],
  },
  {
    id: "django/migration-history",
    title: "Django: applied migrations are in an impossible order",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Migration (?<migration>[\w.]{1,120}) is applied before its dependency (?<dependency>[\w.]{1,120}) on database '(?<database>[^'\n]{1,80})'/,
      ],
    },
    rootCause: "Database `{database}` has `{migration}` applied but not `{dependency}`, which it depends on",
    explanation:
      "The history in `django_migrations` contradicts the files: a dependency was added later, a migration was renumbered, or the custom user model was introduced after the first migrate.",
    checks: [
      "`python manage.py showmigrations`, and whether the schema already has what `{dependency}` does",
    ],
    fixes: [
      "If the schema has it: `python manage.py migrate APP MIGRATION --fake` for `{dependency}`",
      "Restore the former dependencies of `{migration}`",
      "Rebuild the database if it holds no data",
    ],
    docs: [DJANGO],
  },
  {
    id: "prisma/failed-migration",
    title: "Prisma: an earlier migration is marked as failed",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /migrate found failed migrations in the target database[^\n]{0,240}(?:\s{1,4}The `(?<migration>[\w-]{1,160})` migration)?/,
        /The `(?<migration>[\w-]{1,160})` migration started at [^\n]{1,60} failed/,
      ],
    },
    rootCause:
      "An earlier run of a Prisma migration failed[[: `{migration}`]], and nothing new is applied until it is resolved",
    explanation:
      "P3009: `_prisma_migrations` has a row that was started and not finished. Prisma does not know which of its statements took effect.",
    checks: [
      "Column `logs` of that row in `_prisma_migrations`",
      "Which of the migration's statements took effect",
    ],
    fixes: [
      "Undo its effects, correct `migration.sql`, then `prisma migrate resolve --rolled-back NAME` and `prisma migrate deploy`",
      "Or complete it by hand and run `prisma migrate resolve --applied NAME`",
    ],
    docs: [PRISMA],
  },
  {
    id: "prisma/migration-failed",
    title: "Prisma: a migration failed to apply",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /A migration failed to apply\. New migrations cannot be applied before the error is recovered from[^\n]{0,120}(?:\s{1,4}Migration name: (?<migration>[\w-]{1,160}))?(?:\s{1,4}Database error code: (?<code>\w{1,12}))?/,
        /Migration `(?<migration>[\w-]{1,160})` failed to apply cleanly to the shadow database/,
      ],
    },
    rootCause:
      "The database rejected a statement of the migration[[ `{migration}`]][[ (database error {code})]]",
    explanation:
      "P3018 and P3006: the database's own message stands below. In the shadow database it means that the migrations do not build the schema from nothing.",
    checks: ["The database error below this line, and the statement in `migration.sql`"],
    fixes: [
      "Correct `migration.sql`, then `prisma migrate resolve --rolled-back NAME` and `prisma migrate deploy`",
      "Restore edited or deleted older migrations, from which the shadow database is built",
    ],
    docs: [PRISMA],
  },
  {
    id: "prisma/not-empty",
    title: "Prisma: schema has tables but no migration history",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/The database schema is not empty\. Read more about how to baseline/] },
    rootCause: "The database already has tables, but no migration history of Prisma",
    explanation:
      "P3005: the schema was created with `db push`, by hand or by another tool, or `DATABASE_URL` points to the wrong database or schema.",
    checks: ["`DATABASE_URL`, also its `schema` parameter"],
    fixes: [
      "Correct `DATABASE_URL` if it is the wrong database",
      "Baseline it: create the first migration with `prisma migrate diff`, then `prisma migrate resolve --applied NAME`",
    ],
    docs: ["https://www.prisma.io/docs/orm/prisma-migrate/workflows/baselining"],
  },
];
