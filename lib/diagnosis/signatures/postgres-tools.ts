import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DUMP = "https://www.postgresql.org/docs/current/app-pgdump.html";
const RESTORE = "https://www.postgresql.org/docs/current/app-pgrestore.html";

/** Dumps, restores, migrations and logical replication of PostgreSQL; the server's own errors are in `postgres.ts`. */
export const postgresToolSignatures: Signature[] = [
  {
    id: "pg-tools/client-too-old",
    title: "PostgreSQL client tool is too old",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /aborting because of server version mismatch/,
        /unsupported version \((?<version>[\d.]{1,12})\) in file header/,
      ],
      anywhere: [
        /server version: (?<server>[\d.]{1,12})[^\n]{0,60}; (?<tool>pg_\w{3,20}) version: (?<client>[\d.]{1,12})|unsupported version \(/,
      ],
    },
    rootCause:
      "The PostgreSQL client tool is older than the server or the dump it should read[[: {tool} {client}, server {server}]][[ (archive format {version})]]",
    explanation:
      "pg_dump refuses servers with a newer major version, and pg_restore cannot read archives that a newer pg_dump wrote.",
    checks: ["`pg_dump --version` where the job runs, and `show server_version` on the server"],
    fixes: [
      "Install the client of the server's major version (`apt-get install postgresql-client-17`) in the image",
      "Call it by its full path (`/usr/lib/postgresql/17/bin/pg_dump`) if several are installed",
    ],
    docs: [DUMP],
  },
  {
    id: "pg-tools/archive-truncated",
    title: "Dump file is empty or cut off",
    category: "upstream_missing_data",
    alternatives: ["infrastructure", "missing_dependency", "resource_exhausted"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /input file is too short \(read (?<read>\d{1,12}), expected (?<expected>\d{1,12})\)/,
        /could not read from input file: end of file/,
      ],
    },
    rootCause: "The dump file is empty or cut off[[: {read} bytes where {expected} were expected]]",
    explanation:
      "pg_restore only reports what an earlier step left behind: pg_dump failed, the disk filled up or the copy broke off, and the script carried on.",
    checks: ["The output of the pg_dump step before it", "The size of the dump against earlier ones"],
    fixes: [
      "Fix what made the dump fail, and take it again",
      "Stop the script at the first failure (`set -euo pipefail`), so that no empty backup replaces a good one",
    ],
    docs: [RESTORE],
  },
  {
    id: "pg-tools/archive-format",
    title: "Dump has another format than the restore expects",
    category: "configuration",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /input file appears to be a (?<format>text format) dump/,
        /input file does not appear to be a valid archive/,
        /The input is a PostgreSQL (?<format>custom-format) dump/,
      ],
    },
    rootCause: "The dump is not in the format that this tool reads[[ (it is a {format} dump)]]",
    explanation:
      "psql runs plain SQL dumps; pg_restore reads the custom, directory and tar formats. A compressed plain dump must be unpacked first.",
    checks: ["`file DUMP`, and the `-F` option of the pg_dump that wrote it"],
    fixes: [
      "Use `psql -f` for a plain dump and `pg_restore` for the others",
      "Dump with `pg_dump -Fc` if the job restores with pg_restore",
      "Take the dump again if it is neither",
    ],
    docs: [RESTORE],
  },
  {
    id: "pg-tools/postgis-missing",
    title: "PostGIS is missing in the restored database",
    category: "missing_dependency",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:type "|Typ »|le type « |тип ")(?<type>(?:\w{1,63}\.)?(?:geometry|geography|raster|box2d|box3d))\b/,
      ],
      also: [/pg_restore|psql|Command was: /, /does not exist|existiert nicht|n'existe pas|не существует/],
    },
    rootCause: "The target database has no PostGIS extension, so type `{type}` does not exist there",
    explanation:
      "The type comes with PostGIS. Its `CREATE EXTENSION` is not in the dump, or failed before. Tables with such columns are not created, and every later command about them fails too.",
    checks: [
      "`\\dx` in the target database, and the first `CREATE EXTENSION` error of the restore",
      "Whether the server has the package (`select * from pg_available_extensions where name = 'postgis'`)",
    ],
    fixes: [
      "Install PostGIS for the server's version (`apt-get install postgresql-17-postgis-3`) or use an image that has it",
      "Run `CREATE EXTENSION postgis;` in the target database, then restore into an empty database again",
    ],
    docs: ["https://postgis.net/documentation/"],
  },
  {
    id: "pg-tools/extension-missing",
    title: "Extension is missing in the restored database",
    category: "missing_dependency",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /type "(?:\w{1,63}\.)?(?<extension>hstore|citext|ltree|vector|cube|isn|seg)(?:\[\])?" does not exist/,
        /function (?:\w{1,63}\.)?(?<name>uuid_generate_v\d\w{0,3}|gen_salt|crypt|unaccent|similarity|first_last_agg)\(/,
        /operator class "(?:\w{1,63}\.)?(?<name>gin_trgm_ops|gist_trgm_ops|vector_\w{1,20}_ops)" does not exist/,
      ],
      also: [/pg_restore|psql|Command was: /, /does not exist/],
    },
    rootCause:
      "The target database lacks an extension that the dump needs[[: `{extension}`]][[ (it defines `{name}`)]]",
    explanation:
      "The type, function or operator class belongs to an extension that was not created in this database or in another schema than at the source.",
    checks: ["`\\dx` at the source and at the target, with the schema of each extension"],
    fixes: [
      "Run `CREATE EXTENSION` for it in the target database (`uuid-ossp`, `pg_trgm`, `pgcrypto`, `hstore`, `vector`), then restore again",
      "Create it in the same schema as at the source (`CREATE EXTENSION … SCHEMA public`)",
    ],
    docs: ["https://www.postgresql.org/docs/current/sql-createextension.html"],
  },
  {
    id: "pg-tools/empty-search-path",
    title: "Function fails in a restore because search_path is empty",
    category: "code_bug",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /relation "(?<object>[^"\n.]{1,63})" does not exist/,
        /function (?<object>\w{1,63})\([^)\n]{0,200}\) does not exist/,
        /type "(?<object>[^"\n.]{1,63})" does not exist/,
        /(?:la relation|Relation|relación|relação|relazione|отношение) [«»"]\s?(?<object>[^«»"\n.]{1,63}?)\s?[«»"]/,
      ],
      also: [/pg_restore|Command was: |La commande était/],
      anywhere: [
        /(?:CONTEXTE?|KONTEXT|CONTEXTO|КОНТЕКСТ)\s?:\s{1,4}(?:SQL function|PL\/pgSQL function|fonction SQL|fonction PL\/pgSQL|SQL-Funktion|PL\/pgSQL-Funktion|función SQL|функция SQL)[\s«»"]{1,3}(?<function>[\w.]{1,120})/,
      ],
    },
    rootCause:
      "The function `{function}` names `{object}` without its schema, and pg_restore runs with an empty search_path",
    explanation:
      "Dumps set `search_path` to empty, so a function called during the restore (for a materialized view, an index or a check) finds only objects whose schema it names.",
    checks: ["The function's body: names without a schema", "The schema that holds `{object}`"],
    fixes: [
      "At the source, fix the path of the function: `ALTER FUNCTION … SET search_path = its_schema, public`",
      "Or write the schema in its body (`public.{object}`)",
      "After the restore, build what was skipped: `REFRESH MATERIALIZED VIEW …`, `REINDEX`",
    ],
    docs: ["https://www.postgresql.org/docs/current/sql-createfunction.html"],
  },
  {
    id: "pg-tools/owner-missing",
    title: "Owner or grantee of a dumped object does not exist",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/role "(?<role>[^"\n]{1,100})" does not exist/],
      also: [/pg_restore|\bOWNER TO\b|\bGRANT\b/],
    },
    rootCause: "The role `{role}`, which owns or may use dumped objects, does not exist on the target server",
    explanation:
      "Roles belong to the server, not to the database, so a database dump does not contain them. The object itself was restored; only its owner or grant is missing.",
    checks: ["`\\du` on both servers"],
    fixes: [
      "Restore with `--no-owner --no-privileges` if the target has other roles",
      "Or create the roles first: `pg_dumpall --roles-only` at the source, then `CREATE ROLE`",
    ],
    docs: [RESTORE],
  },
  {
    id: "pg-tools/dotted-name",
    title: "Name with too many dots",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /improper (?:relation|qualified|schema) name \(too many dotted names\): (?<name>[^\s]{1,200})/,
        /cross-database references are not implemented: "?(?<name>[^\s"]{1,200})/,
      ],
    },
    rootCause: "The name `{name}` has more parts than schema and object",
    explanation:
      "A connection sees one database, so at most `schema.table` is valid. A dot inside a name must be quoted.",
    checks: ["How the name is built: database prefix, file extension, a dot in the table's name"],
    fixes: [
      "Drop the database part and pass the database with `-d`",
      "Quote a name that contains a dot: `-t 'public.\"orders.v2\"'`",
    ],
    docs: [DUMP],
  },
  {
    id: "pg-tools/newer-setting",
    title: "Dump sets a parameter that the server does not know",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /unrecognized configuration parameter "(?<parameter>transaction_timeout|default_table_access_method|idle_in_transaction_session_timeout|row_security|xmloption)"/,
      ],
      also: [/pg_restore|psql|Command was: /],
    },
    rootCause: "The dump was written for a newer PostgreSQL: the server does not know `{parameter}`",
    explanation:
      "pg_dump and pg_restore begin with settings of their own version. An older server rejects the ones it lacks; this alone does no harm, but later commands may use newer syntax too.",
    checks: [
      "Versions of the tool that wrote the dump and of the target server",
      "Other errors of the restore",
    ],
    fixes: [
      "Use the client tools of the target's major version",
      "Or upgrade the target server; delete the `SET {parameter}` line of a plain dump",
    ],
    docs: [DUMP],
  },
  {
    id: "pg-tools/copy-data-as-commands",
    title: "psql read the rows of a failed COPY as commands",
    category: "warehouse_sql",
    alternatives: ["schema_change", "data_quality", "auth_permission"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/(?:invalid command|ungültige Anweisung|commande invalide) \\N/],
    },
    rootCause: "A COPY of the script failed earlier, and psql took its rows for commands",
    explanation:
      "Without `ON_ERROR_STOP` psql continues after an error. The rows after a failed `COPY … FROM stdin` then appear as thousands of invalid commands.",
    checks: ["The first `ERROR:` above: it names the table or column that COPY could not use"],
    fixes: [
      "Fix the first error, then load into an empty database again",
      "Run psql with `-v ON_ERROR_STOP=1 --single-transaction`",
    ],
    docs: ["https://www.postgresql.org/docs/current/app-psql.html"],
  },
  {
    id: "pg-tools/replication-target",
    title: "Logical replication: table differs at the subscriber",
    category: "schema_change",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /logical replication target relation "(?<table>[^"\n]{1,200})" is missing (?:some )?replicated columns?(?:: (?<columns>"[^\n]{1,200}"))?/,
        /logical replication target relation "(?<table>[^"\n]{1,200})" (?:does not exist|uses system columns|has incompatible generated columns)/,
      ],
    },
    rootCause: "The subscriber's table `{table}` is missing or lacks columns of the publisher[[: {columns}]]",
    explanation:
      "Logical replication does not copy DDL. The table was changed or created at the publisher only, and the apply worker restarts and fails until both match.",
    checks: ["`\\d {table}` on publisher and subscriber"],
    fixes: [
      "Apply the same DDL at the subscriber (additions there first); the worker then continues by itself",
      "After adding a table: `ALTER SUBSCRIPTION … REFRESH PUBLICATION`",
    ],
    docs: ["https://www.postgresql.org/docs/current/logical-replication-restrictions.html"],
  },
  {
    id: "pg-tools/replica-identity",
    title: "Published table has no replica identity",
    category: "configuration",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /cannot (?<verb>update|delete from) (?:table|relation) "(?<table>[^"\n]{1,200})" because it does not have a replica identity/,
      ],
    },
    rootCause: "The published table `{table}` has no replica identity, so PostgreSQL refuses to {verb} it",
    explanation:
      "A publication of updates or deletes needs a key to name the row. A table without a primary key has none.",
    checks: ["`\\d+ {table}`: primary key and replica identity", "Who added the table to the publication"],
    fixes: [
      "Add a primary key, or `ALTER TABLE … REPLICA IDENTITY USING INDEX` with a unique index on not-null columns",
      "`ALTER TABLE … REPLICA IDENTITY FULL` if there is no key (slower)",
      "Or publish inserts only, or take the table out of the publication",
    ],
    docs: ["https://www.postgresql.org/docs/current/logical-replication-publication.html"],
  },
  {
    id: "pg-tools/pgloader-heap",
    title: "pgloader ran out of its Lisp heap",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Heap exhausted during (?:garbage collection|allocation): ?(?<free>\d{1,15}) bytes available, ?(?<wanted>\d{1,15}) requested/,
        /Heap exhausted, game over|HEAP-EXHAUSTED-ERROR/,
      ],
    },
    rootCause: "pgloader exhausted its own heap[[: {wanted} bytes wanted, {free} free]]",
    explanation:
      "The binary has a fixed heap, whatever memory the machine has. Batches of wide rows in several readers at once fill it.",
    checks: [
      "The table it was copying: large text or binary columns",
      "`batch rows`, `prefetch rows` and `workers`",
    ],
    fixes: [
      "Lower `prefetch rows` (1000) and `batch size`, and use `workers = 1, concurrency = 1` for that table",
      "Use a build with a larger heap (`make DYNSIZE=8192`) or the CCL image (`dimitri/pgloader:ccl.latest`)",
    ],
    docs: ["https://pgloader.readthedocs.io/en/latest/"],
  },
  {
    id: "pg-tools/oracle-catalog-rights",
    title: "Account may not read Oracle's catalog views",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/ORA-00942\b/],
      also: [/[>\s".(](?<view>DBA_[A-Z_]{3,40}|G?V_?\$[A-Z_]{3,40}|(?:COL|OBJ|USER|TAB)\$)/],
    },
    rootCause:
      "The Oracle account may not read the catalog view `{view}` (Oracle then says it does not exist)",
    explanation:
      "ORA-00942 means missing or not visible. `DBA_*` and `V$` views always exist; ordinary accounts see `ALL_*` and `USER_*` views only.",
    checks: ["The account of the job, and `select * from session_roles`"],
    fixes: [
      "Grant it `SELECT_CATALOG_ROLE` (or `SELECT ANY DICTIONARY`)",
      "Let the tool read the account's own views: `USER_GRANTS 1` in ora2pg.conf",
    ],
    docs: ["https://ora2pg.darold.net/documentation.html"],
  },
];
