import type { Signature } from "@/lib/diagnosis/signatures/signature";

const TALEND = "https://help.qlik.com/talend/en-US/components/8.0";
const PENTAHO = "https://docs.pentaho.com/pdia-data-integration";

/** ETL suites: Talend, Pentaho Data Integration (Kettle) and Informatica PowerCenter. */
export const etlSuiteSignatures: Signature[] = [
  {
    id: "talend/value-unparsable",
    title: "Talend: value does not fit its column's type",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Couldn't parse value for column '(?<column>[^'\n]{1,160})' in '(?<row>[^'\n]{1,80})', value is '(?<value>[^\n]{0,160}?)'\. ?Details/,
        /Couldn't parse value for column '(?<column>[^'\n]{1,160})'/,
      ],
    },
    rootCause: "A value of column `{column}`[[ (`{value}`)]] cannot be read as the type in the Talend schema",
    explanation:
      "The input component converts text by its schema: type, date pattern, decimal separator, text enclosure. Without `Die on error` such rows only go to the reject link or are dropped.",
    checks: [
      "The row in the file, and the component's schema and date pattern",
      "Whether columns moved: header row, field separator, `CSV options`",
    ],
    fixes: [
      "Correct the schema, date pattern or text enclosure of the input component",
      "Collect bad rows from the Rejects link and report them to the source",
      "Read the column as String and convert it in tMap or tConvertType",
    ],
    docs: [TALEND],
  },
  {
    id: "talend/child-job-failed",
    title: "Talend: child job failed",
    category: "unknown",
    alternatives: ["code_bug", "configuration", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Child job returns (?<code>-?\d{1,6})\. It doesn't terminate normally/,
        /(?<component>tRunJob_\d{1,4}) - Child job (?:running failed|returns)/,
      ],
    },
    rootCause: "A child job that tRunJob started failed[[ with code {code}]]",
    explanation:
      "The parent only reports it. The child's own exception follows in the message or stands above.",
    checks: ["The child's output: the first `Exception in component`"],
    fixes: [
      "Fix the child job's error",
      "Pass the context to the child (`Transmit whole context`) if its values are empty",
    ],
    docs: [TALEND],
  },
  {
    id: "talend/component-failed",
    title: "Talend: a component threw an exception",
    category: "unknown",
    alternatives: ["code_bug", "configuration", "data_quality", "network_timeout"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/Exception in component (?<component>t[A-Z]\w{1,60}_\d{1,4})(?: \((?<job>[^)\n]{1,120})\))?/],
    },
    rootCause:
      "The Talend component `{component}`[[ of job `{job}`]] failed with the exception below this line",
    explanation: "This line tells where it failed; the exception after it tells why.",
    checks: ["The exception below, down to its last `Caused by`, and the settings of `{component}`"],
    fixes: [
      "Fix what the exception names",
      "Check the context values (`--context=Prod`, `--context_param`) of that run",
    ],
    docs: [TALEND],
  },
  {
    id: "talend/not-compiled",
    title: "Talend: job has compilation errors",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /JobCompilation(?:Exception|Error)|ProcessorException: Job compile errors/,
        /Unresolved compilation problems?: {0,4}\n?\s{0,8}(?<problem>[^\n]{3,160})/,
        /Job compile errors\s{1,4}At least job "(?<job>[^"\n]{1,160})" has a compile error/,
      ],
    },
    rootCause: "The generated Java of the job[[ `{job}`]] does not compile[[: {problem}]]",
    explanation:
      "An expression in tMap or tJava is wrong, a routine or column it uses was renamed, or an external module is missing.",
    checks: ["The component and line in the Code tab"],
    fixes: [
      "Correct the expression, and propagate the schema change",
      "Install the missing module in Studio",
      "Build and deploy the job again",
    ],
    docs: [TALEND],
  },
  {
    id: "kettle/driver-missing",
    title: "Pentaho: JDBC driver is missing",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Driver class '(?<driver>[\w.$]{3,160})' could not be found, make sure the '(?<database>[^'\n]{1,80})' driver/,
      ],
    },
    rootCause: "Pentaho has no JDBC driver `{driver}` for {database}",
    explanation:
      "Pentaho Data Integration ships few drivers. The JAR is missing on the machine that runs Kitchen, Pan or Carte.",
    checks: ["`ls data-integration/lib` there, and the JAR's version: it must contain exactly that class"],
    fixes: [
      "Copy the driver's JAR to `data-integration/lib` and start again",
      "For a newer driver with another class (`com.mysql.cj.jdbc.Driver`), choose a Generic database or upgrade Pentaho",
    ],
    docs: [PENTAHO],
  },
  {
    id: "kettle/connection-failed",
    title: "Pentaho: database connection failed",
    category: "network_timeout",
    alternatives: ["auth_permission", "configuration", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Error connecting to database: \(using class (?<driver>[\w.$]{3,160})\)(?:\s{1,8}(?<reason>[^\n]{3,200}))?/,
        /Error occurred while trying to connect to the database/,
      ],
      not: [/could not be found, make sure/],
    },
    rootCause: "Pentaho could not connect to the database[[: {reason}]]",
    explanation:
      "The driver's message after it says whether the name, the port or the login was refused. A variable that is not set stays in the URL by its name.",
    checks: [
      "Host, port and user after variables were replaced (`-level=Detailed`)",
      "`kettle.properties` and `shared.xml` of the user that runs it",
    ],
    fixes: [
      "Set the variables in `~/.kettle/kettle.properties` of that user, or with `-param:NAME=VALUE`",
      "Fix what the driver's message names",
    ],
    docs: [PENTAHO],
  },
  {
    id: "kettle/not-loaded",
    title: "Pentaho: job or transformation could not be loaded",
    category: "configuration",
    alternatives: ["missing_dependency", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<tool>Kitchen|Pan) can't continue because the (?<kind>job|transformation) couldn't be loaded/,
        /Unable to load the (?<kind>job|transformation) from (?:XML file|the XML file) \[?(?<file>[^\]\n]{1,240})/,
      ],
    },
    rootCause: "Pentaho could not load the[[ {kind}]][[ `{file}`]][[ ({tool})]]",
    explanation:
      "The path, the repository's name, its login or folder is wrong, or a step's plugin is missing. Kitchen looks for repositories in the `.kettle` folder of the user that runs it, which cron changes.",
    checks: ["`kitchen.sh -listrep`, `-listdir` as the same user", "`KETTLE_HOME` and the file's rights"],
    fixes: [
      "Give the full path (`-file=/…/job.kjb`), or `-rep`, `-user`, `-dir` and `-job`",
      "Set `KETTLE_HOME` to the folder that has `.kettle/repositories.xml`",
      "Install the plugin that the log names",
    ],
    docs: [PENTAHO],
  },
  {
    id: "kettle/conversion",
    title: "Pentaho: value cannot be converted",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Cc]ouldn't convert String \[(?<value>[^\]\n]{0,120})\] to (?:a )?(?<type>\w{3,20})/,
        /There was a data type error: the data type of (?<type>[\w.]{3,80}) object \[(?<value>[^\]\n]{0,120})\] does not correspond to value meta \[(?<field>[^\]\n]{1,120})\]/,
      ],
    },
    rootCause: "The value `{value}`[[ of `{field}`]] does not fit the step's type ({type})",
    explanation:
      "The step's field has a type and a conversion mask (date format, decimal and grouping symbol). The data has another format, or the fields shifted.",
    checks: ["The row in the source, and mask, decimal and locale in the step's Fields tab"],
    fixes: [
      "Correct the conversion mask or symbols in the step, or use Select values to change the meta-data",
      "Send bad rows to an error handling hop",
    ],
    docs: [PENTAHO],
  },
  {
    id: "informatica/sql-error",
    title: "Informatica: database rejected the session's SQL",
    category: "warehouse_sql",
    alternatives: ["schema_change", "data_quality", "auth_permission"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /RR_4035[ :]{0,6}(?:\([^)\n]{0,80}\)[ :]{0,4})?SQL Error \[\s{0,8}(?<reason>[^\n]{3,200})/,
        /WRT_8229[ :]{0,6}Database errors occurred:\s{0,12}(?<reason>[^\n]{3,200})/,
      ],
    },
    rootCause: "The database rejected a statement of the Informatica session: {reason}",
    explanation:
      "RR_4035 is the reader's query, WRT_8229 the writer's insert or update. The database's own code inside the message decides what is wrong.",
    checks: [
      "The SQL that follows in the session log, run by hand as the session's user",
      "Changes of the table since the mapping was imported",
    ],
    fixes: [
      "Correct the SQL override or reimport the changed source or target",
      "Grant the connection's user what is missing",
      "Clean or reject the rows that violate a constraint",
    ],
  },
  {
    id: "informatica/driver",
    title: "Informatica: database driver or client failed",
    category: "configuration",
    alternatives: ["missing_dependency", "network_timeout", "auth_permission"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /CMN_1022[ :]{1,4}\[?(?<reason>Error occurred loading library \[[^\n]{1,160})/,
        /Error occurred loading library \[(?<library>[\w.-]{1,80})\]/,
        /CMN_1022[ :]{1,4}Database driver error[.\s]{0,8}(?:CMN_1022[ :]{1,4})?\[?(?<reason>[^\n]{3,200})?/,
      ],
    },
    rootCause: "The Integration Service could not use the database's client[[: {reason}]][[: `{library}`]]",
    explanation:
      "The service loads the native client or ODBC driver from its own environment. It is not installed there, not on `LD_LIBRARY_PATH`, or cannot reach or log in to the database.",
    checks: [
      "The lines after CMN_1022, with the database's code",
      "`LD_LIBRARY_PATH`, `ORACLE_HOME`, `ODBCINI` of the service's process",
    ],
    fixes: [
      "Install the client on each node and add its `lib` to `LD_LIBRARY_PATH`, then restart the Integration Service",
      "Correct connect string, TNS entry or DSN, and the connection object's login",
    ],
  },
  {
    id: "informatica/file-missing",
    title: "Informatica: source or lookup file cannot be opened",
    category: "upstream_missing_data",
    alternatives: ["configuration", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /FR_3000[ :]{0,6}(?:: )?Error opening file \[(?<file>[^\]\n]{1,300})\](?:\. {1,4}Operating system error message \[(?<reason>[^\]\n]{1,120})\])?/,
        /Error opening file \[(?<file>[^\]\n]{1,300})\]\. {1,4}Operating system error message \[(?<reason>[^\]\n]{1,120})\]/,
      ],
    },
    rootCause: "The session could not open the file `{file}`[[: {reason}]]",
    explanation:
      "The Integration Service looks on its own node, in `$PMSourceFileDir` unless the session says otherwise.",
    checks: ["The file on that node, as the service's user", "Whether the step that delivers it has run"],
    fixes: [
      "Deliver the file, and start the session with an Event Wait for it",
      "Correct directory and name in the session or the parameter file, or the file's rights",
    ],
  },
  {
    id: "informatica/conversion",
    title: "Informatica: value cannot be converted",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Transformation \[(?<transformation>[^\]\n]{1,120})\] had an error evaluating (?:output|variable) (?:column|port) \[(?<column>[^\]\n]{1,120})\]\. Error message is \[(?<reason>[^\n]{3,200})/,
        /Row \[(?<row>\d{1,12})\], field \[(?<column>[^\]\n]{1,120})\]: Invalid (?<kind>number|date) - \[(?<value>[^\]\n]{0,120})\]/,
      ],
    },
    rootCause:
      "A value of `{column}`[[ in transformation `{transformation}`]] is not valid[[: {reason}]][[: `{value}` is no {kind}, row {row}]]",
    explanation:
      "The row is skipped and counted as an error; the session fails when `Stop on errors` is reached.",
    checks: ["The row in the source or the bad file (`$PMBadFileDir`)"],
    fixes: [
      "Correct the format in `TO_DATE` or the flat file's properties, or test with `IS_DATE`, `IS_NUMBER` first",
      "Report the rows to the source",
    ],
  },
  {
    id: "informatica/parameter-file",
    title: "Informatica: parameter file or parameter not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot find specified parameter file \[(?<file>[^\]\n]{1,300})\](?: for \[?(?<session>[^\]\n]{1,160}))?/,
        /VAR_270\d\d[ :]{0,6}(?<reason>[^\n]{3,200})/,
      ],
    },
    rootCause: "The session's parameters could not be read[[: there is no file `{file}`]][[: {reason}]]",
    explanation:
      "The path is seen from the Integration Service's node; the headings in the file must name folder, workflow and session exactly.",
    checks: [
      "The path in the workflow or `pmcmd -paramfile`, on the node",
      "The `[folder.WF:workflow.ST:session]` headings",
    ],
    fixes: [
      "Write the file before the workflow starts, or correct its path",
      "Correct the heading or add the parameter",
    ],
  },
  {
    id: "informatica/session-failed",
    title: "Informatica: session task failed",
    category: "unknown",
    alternatives: ["warehouse_sql", "configuration", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /LM_363(?:20|31)[^\n]{0,20}Session task instance \[(?<session>[^\]\n]{1,160})\][^\n]{0,40}(?:[Ff]ailed|error)/,
        /Session task instance \[(?<session>[^\]\n]{1,160})\]: Execution failed/,
        /TM_6006[ :]{0,6}Error initializing DTM for session/,
      ],
    },
    rootCause: "The Informatica session[[ `{session}`]] failed; its session log says why",
    explanation: "The workflow log only knows that the session ended with an error.",
    checks: ["The first `ERROR` or `FATAL` line of the session log in `$PMSessionLogDir`"],
    fixes: ["Fix the first error of the session log, then restart the workflow from the task"],
  },
];
