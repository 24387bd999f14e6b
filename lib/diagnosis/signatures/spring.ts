import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Spring, Spring Boot and Spring Batch. */
export const springSignatures: Signature[] = [
  {
    id: "spring/datasource",
    title: "Spring: data source not configured",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to configure a DataSource: '(?<attribute>[\w.-]{1,60})' attribute is not specified/,
        /Failed to determine a suitable driver class/,
        /(?<attribute>jdbcUrl) is required with driverClassName/,
      ],
    },
    rootCause: "The data source has no usable settings[[: `{attribute}` is not set]]",
    explanation:
      "Spring Boot creates a data source because a database library is on the class path, and finds neither a URL nor an embedded database for the active profile.",
    checks: [
      "The active profiles (first lines of the log), and `spring.datasource.url` in them and the environment",
    ],
    fixes: [
      "Set `spring.datasource.url`, `username` and `password` for this profile (`SPRING_DATASOURCE_URL`)",
      "Activate the right profile (`SPRING_PROFILES_ACTIVE`)",
      "With several pools, use `jdbc-url` for a `HikariDataSource` of your own",
      "If no database is needed, exclude `DataSourceAutoConfiguration`",
    ],
  },
  {
    id: "spring/placeholder",
    title: "Spring: setting not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not resolve placeholder '(?<setting>[^'\n]{1,160})' in value/,
        /Config data location '(?<file>[^'\n]{1,200})' cannot be found/,
        /Config data resource '(?<file>[^'\n]{1,240})' via location '[^'\n]{1,200}' does not exist/,
      ],
    },
    rootCause:
      "The program does not start because[[ the setting `{setting}` is not defined]][[ the file `{file}` does not exist]]",
    explanation:
      "The program refers to a setting without a default that neither its files nor the environment define in the active profile.",
    checks: ["The active profiles, and which configuration files the image or mount contains"],
    fixes: [
      "Define it in `application.yml` of the profile or as an environment variable (dots become underscores, in capitals)",
      "Or give it a default where it is used (`NAME:default` inside the placeholder)",
    ],
  },
  {
    id: "spring/bean-missing",
    title: "Spring: bean missing or ambiguous",
    category: "code_bug",
    alternatives: ["configuration", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No qualifying bean of type '(?<type>[\w.$<>, ]{1,200})' available/,
        /required a (?:single )?bean of type '(?<type>[\w.$<>, ]{1,200})'/,
        /Consider defining a bean of type '(?<type>[\w.$<>, ]{1,200})' in your configuration/,
        /No bean named '(?<type>[^'\n]{1,160})' available/,
      ],
      names: [
        /but (?<count>\d{1,3}) were found/,
        /expected single matching bean but found (?<count>\d{1,3})/,
      ],
    },
    rootCause: "Spring does not find exactly one bean `{type}`[[ ({count} found)]]",
    explanation:
      "The class lies outside the scanned packages, has no annotation, is switched off by a profile or condition, or there are several of its type.",
    checks: [
      "The package of the main class, annotations and conditions of the bean (`--debug` prints the conditions report)",
    ],
    fixes: [
      "Annotate or declare the bean in a scanned package, and activate its profile",
      "Mark one of several with `@Primary` or choose by `@Qualifier`",
    ],
  },
  {
    id: "spring/bean-cycle",
    title: "Spring: beans need each other",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /dependencies of some of the beans in the application context form a cycle/,
        /Requested bean is currently in creation: Is there an unresolvable circular reference\?/,
      ],
      names: [/Error creating bean with name '(?<bean>[^'\n]{1,160})': Requested bean/],
    },
    rootCause: "Beans depend on each other in a circle[[ (`{bean}`)]], so none can be created first",
    explanation: "Since Spring Boot 2.6 circular references are forbidden by default.",
    checks: ["The circle drawn in the message"],
    fixes: [
      "Move what both need into a third bean",
      "Or break the circle with `@Lazy`; as a stopgap set `spring.main.allow-circular-references=true`",
    ],
  },
  {
    id: "spring/remote-call",
    title: "Spring: call of another service failed",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /I\/O error on (?<method>[A-Z]{3,7}) request for "(?<url>https?:\/\/[^"\s]{3,200})": (?<reason>[^\n;]{2,120})/,
        /WebClientRequestException: (?<reason>[^\n;]{2,120})/,
      ],
      not: [/PKIX|certificate/i],
    },
    rootCause: "The call[[ of `{url}`]] failed before an answer arrived: {reason}",
    explanation:
      "The other service could not be reached, closed the connection or did not answer within the client's timeout.",
    checks: ["Whether that service ran and restarted at that time, and the address in the settings"],
    fixes: [
      "Retry calls that may be repeated, with backoff",
      "Set connect and read timeouts of the client, and keep its idle connections shorter than the server's",
    ],
  },
  {
    id: "resilience/not-permitted",
    title: "Call held back by a limiter or circuit breaker",
    category: "rate_limit",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /RateLimiter '(?<limiter>[^'\n]{1,120})' does not permit further calls/,
        /Bulkhead '(?<limiter>[^'\n]{1,120})' is full and does not permit further calls/,
      ],
    },
    rootCause: "The program's own limiter `{limiter}` allowed no further call in time",
    explanation:
      "Resilience4j counts the calls in this process. All permits of the period were used, and none came free within the wait time.",
    checks: ["How many calls the job makes in parallel, and the limit agreed with the other side"],
    fixes: [
      "Call less often or in batches",
      "Raise `limitForPeriod` or `timeoutDuration`, if the other side allows it",
    ],
  },
  {
    id: "resilience/circuit-open",
    title: "Circuit breaker open",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /CircuitBreaker '(?<breaker>[^'\n]{1,120})' is (?<state>OPEN|FORCED_OPEN|HALF_OPEN) and does not permit further calls/,
        /BrokenCircuitException/,
      ],
    },
    rootCause: "The circuit breaker[[ `{breaker}`]] is open: earlier calls of that service failed",
    explanation:
      "After too many failed or slow calls the breaker refuses further ones for a while without trying. The cause is in the calls before.",
    checks: ["The errors of the calls before it opened, and the state of that service"],
    fixes: [
      "Fix or wait for the service; the breaker closes by itself after successful trials",
      "Adjust thresholds if it opens on errors that say nothing of the service's health",
    ],
  },
  {
    id: "spring-batch/skip-limit",
    title: "Spring Batch: too many bad records",
    category: "data_quality",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Skip limit of '(?<limit>\d{1,9})' exceeded/] },
    rootCause: "More than {limit} records of the step failed, which is its skip limit",
    explanation:
      "The step passes over bad records until the limit; one more fails it. The reason stands at the last of them.",
    checks: ["The exception behind `nested exception`, and how many records are bad"],
    fixes: [
      "Fix the records or their source, then restart the execution",
      "Raise `skipLimit` if that many may be lost",
    ],
  },
  {
    id: "spring-batch/record-malformed",
    title: "Spring Batch: line of the file cannot be parsed",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /FlatFileParseException: Parsing error at line: (?<line>\d{1,12})(?: in resource=\[(?<file>[^\n]{1,200}?)\], input=)?/,
        /Incorrect number of tokens found in record: expected (?<expected>\d{1,5}) actual (?<found>\d{1,5})/,
      ],
      names: [/Parsing error at line: (?<line>\d{1,12})/],
    },
    rootCause: "The file cannot be parsed[[ at line {line}]][[: {found} fields instead of {expected}]]",
    explanation:
      "The line has other fields than the tokenizer expects, or a value that does not convert. Separators inside values without quotes do this, and columns added by the sender.",
    checks: ["That line, and whether all lines or only some are affected"],
    fixes: [
      "Have single lines corrected or skipped (`faultTolerant().skip(FlatFileParseException.class)`)",
      "If every line changed, adapt names and number of the columns (`setStrict(false)` on the tokenizer ignores surplus ones)",
    ],
  },
  {
    id: "spring-batch/input-missing",
    title: "Spring Batch: input file missing",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Input resource must (?:exist|be readable) \(reader is in 'strict' mode\)(?:: (?<file>[^\n]{1,200}))?/,
      ],
    },
    rootCause: "The input of the step does not exist or cannot be read[[: {file}]]",
    explanation:
      "A strict reader fails when its file is missing: the sender has not delivered yet, or path or date in the parameters are wrong.",
    checks: ["Whether the file arrived, and the path in the job's parameters"],
    fixes: [
      "Wait for the file or ask the sender, then restart the execution",
      "Correct path or date; use `strict(false)` only if the file is optional",
    ],
  },
  {
    id: "spring-batch/already-complete",
    title: "Spring Batch: job already ran with these parameters",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /A job instance already exists and is complete for (?:identifying )?parameters/,
        /JobExecutionAlreadyRunningException|A job execution for this job is already running/,
      ],
      names: [/parameters=\{(?<parameters>[^}\n]{1,160})/],
    },
    rootCause: "The job already ran or still runs with the same parameters[[ ({parameters})]]",
    explanation:
      "Spring Batch identifies a run by its identifying parameters and does not repeat one that completed. After a crash, an execution may remain as running in its tables.",
    checks: ["`BATCH_JOB_EXECUTION`: status and end time of that instance"],
    fixes: [
      "Pass a parameter that differs for each run (a date, a run id, `RunIdIncrementer`)",
      "If a dead execution stands as `STARTED`, set its status and end time, then restart",
    ],
  },
];
