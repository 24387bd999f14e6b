import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Spring, Spring Batch, Hibernate, HikariCP and settings of JVM services. */
export const springHibernateSignatures: Signature[] = [
  {
    id: "hibernate/no-session",
    title: "Hibernate: lazy association read without a session",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /failed to lazily initialize a collection(?: of role: (?<member>[\w.$]{1,200}))?/,
        /[Cc]ould not initialize proxy(?: \[(?<member>[^\]\n]{1,200})\])? - (?:no Session|the owning Session was closed)/,
      ],
    },
    rootCause: "The lazy association[[ `{member}`]] was read after its Hibernate session was closed",
    explanation:
      "Lazy associations are loaded on first use, which needs the session of the entity. Outside the transaction, or in another thread, it is gone.",
    checks: ["Where the entity leaves the transaction: response mapping, asynchronous method, cache"],
    fixes: [
      "Load it in the query: `join fetch` or `@EntityGraph`",
      "Map to a DTO inside the transaction (`@Transactional`)",
    ],
  },
  {
    id: "hibernate/entity-state",
    title: "Hibernate: entity in the wrong state",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<problem>detached entity passed to persist): (?<entity>[\w.$]{1,200})/,
        /(?<problem>object references an unsaved transient instance)[^\n]{0,100}: (?<entity>[\w.$]{1,200})/,
        /(?<problem>A different object with the same identifier value was already associated with the session)[ :]{1,3}\[?(?<entity>[^\]\n]{1,200})/,
        /(?<problem>cannot simultaneously fetch multiple bags): \[?(?<entity>[^\]\n]{1,200})/,
      ],
    },
    rootCause: "Hibernate refuses `{entity}`: {problem}",
    explanation:
      "Each row may be represented by one managed object per session. Objects from outside must be merged, new ones saved before they are referenced.",
    checks: ["Where the object was created or loaded, and which cascade its association has"],
    fixes: [
      "Use `merge` for detached objects, or load the entity and change it",
      "Save the referenced object first, or add `cascade = PERSIST` to the association",
      "For several collections use `Set`, or fetch them with separate queries",
    ],
  },
  {
    id: "hibernate/schema-validation",
    title: "Database schema differs from the Hibernate entities",
    category: "schema_change",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Schema-validation: (?<problem>missing (?:column|table|sequence)|wrong column type encountered in column) \[(?<object>[^\]\n]{1,160})\](?: in table \[(?<table>[^\]\n]{1,160})\])?/,
      ],
      names: [/(?<types>found \[[^\]\n]{1,80}\], but expecting \[[^\]\n]{1,80}\])/],
    },
    rootCause: "The database does not fit the entities: {problem} `{object}`[[ in `{table}`]]",
    explanation:
      "With `ddl-auto=validate`, Hibernate compares its entities with the tables at start and refuses to run on a difference.",
    checks: [
      "Whether the migration of this release ran on this database (Flyway's or Liquibase's history)",
      "The column's type in the database and in the entity",
    ],
    fixes: [
      "Run the missing migration before the deployment",
      "Correct the mapping: `@Column(name = …, columnDefinition = …)`, `@JdbcTypeCode`",
    ],
  },
  {
    id: "hibernate/stale-row",
    title: "Row changed by another transaction (Hibernate)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Row was updated or deleted by another transaction \(or unsaved-value mapping was incorrect\)(?: ?: \[?(?<entity>[^\]\n]{1,200}))?/,
        /ObjectOptimisticLockingFailureException|OptimisticLockException/,
        /Batch update returned unexpected row count from update \[\d{1,6}\]; actual row count: 0; expected: 1/,
      ],
    },
    rootCause: "Another transaction changed or deleted the row first[[ (`{entity}`)]]",
    explanation:
      "Hibernate compares the version that it read with the stored one; if they differ, it updates no row and gives up.",
    checks: [
      "Which other job or request writes the same rows",
      "Whether an identifier was set by hand on a new entity",
    ],
    fixes: [
      "Read the entity again and retry the transaction",
      "Partition the work so that no two workers write the same rows, or lock them: `PESSIMISTIC_WRITE`",
    ],
  },
  {
    id: "hibernate/dialect",
    title: "Hibernate cannot reach the database at start",
    category: "configuration",
    alternatives: ["network_timeout", "auth_permission"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /Access to DialectResolutionInfo cannot be null when 'hibernate\.dialect' not set/,
        /Unable to determine Dialect without JDBC metadata/,
      ],
    },
    rootCause: "Hibernate got no connection at start, so it cannot choose a dialect",
    explanation:
      "The dialect is read from the database. The message mostly hides a failed connection; the reason stands in a warning before it.",
    checks: [
      "The warning before it (HHH000342 or the driver's exception)",
      "URL, user and password of the data source in this environment",
    ],
    fixes: [
      "Correct the connection: URL, credentials, network, driver",
      "Set `hibernate.dialect` only if the service must start without the database",
    ],
  },
];
