import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Spring, Spring Batch, Hibernate, HikariCP and settings of JVM services. */
export const springHibernateSignatures: Signature[] = [
  {
    id: "spring/placeholder",
    title: "Setting of a JVM service missing",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not resolve placeholder '(?<setting>[^'\n]{1,160})'/,
        /ConfigException\$Missing: [^\n]{0,300}No configuration setting found for key '(?<setting>[^'\n]{1,160})'/,
        /No configuration setting found for key '(?<setting>[^'\n]{1,160})'/,
        /SRCFG00014: The config property (?<setting>[\w.-]{1,160}) is required/,
      ],
    },
    rootCause: "The setting `{setting}` is not defined",
    explanation:
      "The service reads the setting at start and has no default. Usually the profile or file that defines it was not loaded, or the environment variable is missing in this environment.",
    checks: [
      "Which profile is active and which files were read (`spring.profiles.active`, `-Dconfig.file`)",
      "The spelling; as an environment variable it is in upper case with `_` for `.`",
    ],
    fixes: [
      "Define `{setting}` for this environment",
      "Activate the profile that has it: `SPRING_PROFILES_ACTIVE=…`",
      "Give it a default where one makes sense: Spring `{setting}:value` inside the placeholder",
    ],
  },
  {
    id: "spring/data-source-url",
    title: "Data source without JDBC URL",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to configure a DataSource: 'url' attribute is not specified/,
        /(?:jdbcUrl|dataSource or dataSourceClassName or jdbcUrl) is required/,
        /Failed to determine a suitable driver class/,
        /Driver (?<driver>[\w.$]{3,160}) claims to not accept jdbcUrl, (?<url>[^\s;?]{1,200})/,
      ],
    },
    rootCause:
      "The service has no usable JDBC URL for its data source[[: `{driver}` does not accept `{url}`]]",
    explanation:
      "Neither the active profile nor the environment sets one, or it does not fit the driver. With several data sources, HikariCP wants `jdbc-url`, not `url`.",
    checks: [
      "`spring.datasource.url` in the active profile, and whether the variable behind it is empty",
      "Whether the URL begins with `jdbc:`",
    ],
    fixes: [
      "Set `SPRING_DATASOURCE_URL`, or activate the profile that has it",
      "With your own `DataSource` beans name the property `jdbc-url`",
      "If no database is needed, exclude `DataSourceAutoConfiguration`",
    ],
  },
  {
    id: "spring/bean-missing",
    title: "Spring bean missing",
    category: "code_bug",
    alternatives: ["configuration", "missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /No qualifying bean of type '(?<bean>[^'\n]{1,200})' available/,
        /required a bean of type '(?<bean>[^'\n]{1,200})' that could not be found/,
        /No bean named '(?<bean>[^'\n]{1,200})' available/,
      ],
      not: [/expected single matching bean but found/],
    },
    rootCause: "Spring has no bean `{bean}`",
    explanation:
      "The class is not annotated, is outside the scanned packages, or is bound to a profile or property that is not active.",
    checks: [
      "The conditions of the bean: profile, `@ConditionalOn…`, starter on the class path (`--debug` prints the report)",
    ],
    fixes: [
      "Annotate or declare it (`@Component`, `@Bean`) inside the scanned packages",
      "Activate the profile or property that creates it, or add the starter",
    ],
  },
  {
    id: "spring-batch/already-complete",
    title: "Spring Batch job was already run with these parameters",
    category: "configuration",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /JobInstanceAlreadyCompleteException(?:: A job instance already exists and is complete for (?:identifying )?parameters=\{(?<parameters>[^}\n]{0,200}))?/,
        /JobExecutionAlreadyRunningException(?:: A job execution for this job is already running: (?<parameters>[^\n]{1,160}))?/,
      ],
    },
    rootCause: "Spring Batch refuses to run the job again with the same parameters[[: {parameters}]]",
    explanation:
      "The identifying parameters name a job instance, and each instance completes once. A run that was killed stays STARTED in the job tables and blocks the next one.",
    checks: ["`BATCH_JOB_EXECUTION` for this instance: status and end time"],
    fixes: [
      "Add a parameter that differs per run (`RunIdIncrementer`, a timestamp)",
      "After a crash, set the dead execution to FAILED with an end time in `BATCH_JOB_EXECUTION`, then restart",
      "If that date was already processed, nothing needs to run",
    ],
  },
  {
    id: "spring-batch/input-missing",
    title: "Spring Batch input file missing",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Input resource must (?:exist|be readable) \(reader is in 'strict' mode\):? ?(?:file |class path resource |URL )?\[?(?<file>[^\]\n]{1,300})/,
      ],
    },
    rootCause: "The input file `{file}` does not exist",
    explanation:
      "A strict `FlatFileItemReader` fails when its file is absent; with `strict=false` it reads nothing.",
    checks: [
      "Whether the sender has delivered it, and under that name",
      "The path inside the container, and its mount",
    ],
    fixes: [
      "Wait for the file before the job starts, or fetch it again",
      "Correct the path or the date in it",
      "Set `strict(false)` if a day without a file is normal",
    ],
  },
  {
    id: "spring-batch/skip-limit",
    title: "Spring Batch skipped too many records",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/SkipLimitExceededException(?:: Skip limit of '(?<limit>\d{1,9})' exceeded)?/],
      names: [/nested exception is (?<cause>[^\n]{1,160})/, /Caused by: (?<cause>[^\n]{1,160})/],
    },
    rootCause: "More records failed than the step may skip[[ ({limit})]][[: {cause}]]",
    explanation:
      "The step tolerates a number of bad records and stops at the next one; the cause is the last record's error.",
    checks: ["Whether all skipped records have the same error", "The input's format against yesterday's"],
    fixes: [
      "Correct the records or the mapping",
      "Raise `skipLimit` if that many bad records are acceptable, and log them in a `SkipListener`",
    ],
  },
  {
    id: "hikari/pool-timeout",
    title: "HikariCP has no free connection",
    category: "resource_exhausted",
    alternatives: ["code_bug", "network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<pool>[\w.-]{1,80}) - Connection is not available, request timed out after (?<ms>\d{1,9})ms/,
      ],
      names: [/\(total=(?<total>\d{1,5}, active=\d{1,5}, idle=\d{1,5}, waiting=\d{1,6})\)/],
    },
    rootCause: "No connection of `{pool}` came free within {ms} ms[[ (total={total})]]",
    explanation:
      "All connections are in use longer than the wait: slow queries, connections that are not closed, or more threads than connections. With `total=0` the pool cannot connect at all.",
    checks: [
      "The counts in the message, and exceptions before it that say why connecting fails",
      "Leaks: `leak-detection-threshold` logs who holds a connection too long",
    ],
    fixes: [
      "Close connections (try-with-resources) and keep remote calls out of transactions",
      "Shorten the slow queries",
      "Raise `maximum-pool-size` within the database's connection limit",
    ],
  },
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
