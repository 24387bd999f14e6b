import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS =
  "https://learn.microsoft.com/en-us/sql/integration-services/integration-services-error-and-message-reference";

/** SQL Server Integration Services: packages, connection managers and data flows, as DTExec prints them. */
export const ssisSignatures: Signature[] = [
  {
    id: "ssis/column-missing",
    title: "SSIS: the source or target column does not exist",
    category: "schema_change",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An OLE DB record is available\.[^\n]{0,160}Description: "Invalid column name '(?<column>[^'\n]{1,200})'/,
        /Description: "Invalid column name '(?<column>[^'\n]{1,200})'/,
      ],
      also: [/OLE DB|DTS_E_|Hresult|Native Client/],
    },
    rootCause: "The package's SQL uses the column `{column}`, which the table does not have",
    explanation:
      "The package carries its own copy of the query and the columns. The table was changed by a deployment or an upgrade, or the package is older or newer than the database. The validation errors after it only follow from this.",
    checks: [
      "The table's present columns: `SELECT name FROM sys.columns WHERE object_id = OBJECT_ID('TABLE')`",
      "What was deployed to the database and to the SSIS catalog last",
    ],
    fixes: [
      "Use the column's present name in the component's SQL command, refresh its metadata and deploy the package",
      "Deploy the package version that belongs to this database version",
      "Restore the column, or run the migration that adds `{column}`",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/metadata-changed",
    title: "SSIS: the columns changed since the package was built",
    category: "schema_change",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The external columns for (?:component )?"?(?<component>[^"\n]{1,120}?)"? (?:\(\d{1,9}\) )?are out of synchronization with the data source columns\.(?: The column "(?<column>[^"\n]{1,200})" needs to be (?<change>added to|removed from|updated in))?/,
        /"(?<component>[^"\n]{1,120})" failed validation and returned validation status "VS_NEEDSNEWMETADATA"/,
        /VS_NEEDSNEWMETADATA/,
      ],
    },
    rootCause:
      "The source's or target's columns are no longer those of the package[[ component `{component}`]][[: `{column}` must be {change} it]]",
    explanation:
      "SSIS stores the columns and types of each component and compares them before it runs. A column was added, dropped, renamed or retyped, or the package points to another server than it was built for.",
    checks: [
      "The warnings above that name the columns",
      "The table's definition against the component's External Columns",
    ],
    fixes: [
      "Open the package, let the component refresh its metadata, map the column and deploy",
      "Undo the change of the table, or load from a view with stable columns",
      "Set `ValidateExternalMetadata` to False only if the table is created at run time",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/follow-up",
    title: "SSIS: follow-up of an earlier error",
    category: "unknown",
    alternatives: ["schema_change", "configuration", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /"(?<component>[^"\n]{1,120})" failed validation and returned validation status "VS_ISBROKEN"/,
        /One or more components? failed validation/,
        /There were errors during task validation/,
        /DTS_[EW]_(?:PROCESSINPUTFAILED|PRIMEOUTPUTFAILED|THREADFAILED|THREADCANCELLED|MAXIMUMERRORCOUNTREACHED)/,
      ],
    },
    rootCause:
      "SSIS stopped[[ the component `{component}`]] because of an error that it reported before this line",
    explanation:
      "Validation results, failed threads and the reached error count are consequences; raising `MaximumErrorCount` only hides them. The first error with a `Description` counts.",
    checks: [
      "The first `Error:` block of the log, above all its OLE DB record",
      "`SELECT * FROM catalog.event_messages WHERE operation_id = ID AND event_name = 'OnError' ORDER BY message_time` in SSISDB",
    ],
    fixes: ["Fix the first error of the log"],
    docs: [ERRORS],
  },
  {
    id: "ssis/connection-failed",
    title: "SSIS: connection manager could not connect",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout", "infrastructure"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /The AcquireConnection method call to the connection manager "?(?<manager>[^"\n]{1,160}?)"? failed with error code (?<code>0x[0-9A-F]{8})/,
        /DTS_E_CANNOTACQUIRECONNECTIONFROMCONNECTIONMANAGER/,
        /failed to acquire connection "(?<manager>[^"\n]{1,160})"/i,
      ],
    },
    rootCause: "SSIS could not connect with the connection manager[[ `{manager}`]]",
    explanation:
      "The provider's message beside this one says why: a failed login, an unknown server, an empty password. Sensitive values are not deployed with the package unless the environment or a password supplies them.",
    checks: [
      "The OLE DB or ODBC message next to it",
      "The connection string that the SQL Agent step or the catalog environment sets, and the account the job runs as",
    ],
    fixes: [
      "Set server, user and password in the catalog environment or the job step's connection managers",
      "Grant the Agent's service or proxy account access to the server",
      "Set `DelayValidation` if the server is only there later",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/connection-missing",
    title: "SSIS: connection manager is not part of the package",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The connection "(?<manager>[^"\n]{1,160})" is not found\. This error is thrown by Connections collection/,
        /The connection manager "(?<manager>[^"\n]{1,160})" (?:is not found|could not be found)/i,
      ],
    },
    rootCause:
      "The package refers to the connection manager `{manager}`, which neither it nor its project has",
    explanation:
      "The manager was deleted or renamed, or it belongs to the project and only the package was deployed.",
    checks: ["Who refers to `{manager}`: components, event handlers, log providers"],
    fixes: [
      "Deploy the whole project (`.ispac`) instead of the single package",
      "Choose an existing connection manager in the component or log provider",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/truncation",
    title: "SSIS: text is longer than its column",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /put column "(?<column>[^"\n]{1,200})" \(\d{1,9}\)" failed because truncation occurred/,
        /\.Columns\[(?<column>[^\]\n]{1,200})\]"? failed because truncation occurred/,
        /conversion for column "(?<column>[^"\n]{1,200})" returned status value 4/,
        /DTS_E_INDUCEDTRANSFORMFAILUREONTRUNCATION/,
      ],
    },
    rootCause: "A value is longer than the package's column allows[[: `{column}`]]",
    explanation:
      "Each data flow column has a fixed length, 50 characters by default for flat files. Characters without a match in the target code page give the same error.",
    checks: [
      "The longest value of the column in the source",
      "Length and code page in the connection manager's Advanced page",
    ],
    fixes: [
      "Enlarge the column in the source component or connection manager, and in the target table",
      "Redirect such rows in the error output and clean them",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/conversion",
    title: "SSIS: value cannot be converted",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /conversion for column "(?<column>[^"\n]{1,200})" returned status value [1235-9]\d{0,2} and status text "(?<reason>[^"\n]{1,160})"/,
        /There was an error with (?:(?:in|out)put column "(?<column>[^"\n]{1,200})"|[^\n]{1,160}\.Columns\[(?<name>[^\]\n]{1,160})\])[^\n]{0,240}The column status returned was: "(?<reason>[^"\n]{1,160})"/,
      ],
    },
    rootCause: "A value of the column[[ `{column}`]][[ `{name}`]] could not be converted: {reason}",
    explanation:
      "The data flow converts between the source's and the target's type: a date in another format, text in a number, a number out of range, NULL in a required column.",
    checks: [
      "Rows that do not convert: `SELECT … WHERE TRY_CONVERT(…) IS NULL`, or the file's row that the next line names",
    ],
    fixes: [
      "Redirect failing rows through the component's error output, and clean them at the source",
      "Correct the column's type or locale in the connection manager",
      "Convert explicitly in a Derived Column",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/unicode",
    title: "SSIS: Unicode and non-Unicode columns do not fit",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column "(?<column>[^"\n]{1,200})" cannot convert between unicode and non-unicode string data types/,
      ],
    },
    rootCause: "Column `{column}` is Unicode on one side and not on the other",
    explanation:
      "SSIS does not convert `DT_WSTR` (`nvarchar`) and `DT_STR` (`varchar`) by itself. In a package that used to run, the type of a source or target column was changed.",
    checks: ["The column's type at the source and in the target table, and when it changed"],
    fixes: [
      "Add a Data Conversion or cast in the source query: `CAST({column} AS nvarchar(100))`",
      "Give the target column the source's type, then refresh the metadata",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/package-password",
    title: "SSIS: passwords of the package cannot be decrypted",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to decrypt (?:protected XML node "(?<node>[^"\n]{1,120})"|an encrypted XML node)/,
        /Failed to remove package protection with error/,
        /Unable to decrypt sensitive data|package is encrypted with a password/,
      ],
    },
    rootCause:
      "The account that runs the package cannot decrypt its sensitive values[[ (`{node}`)]], because `ProtectionLevel` ties them to another user or to a password",
    explanation:
      "With `EncryptSensitiveWithUserKey`, the default, only the developer's account on the developer's machine can read the passwords. SQL Agent then connects without one, and the login errors follow from it.",
    checks: ["`ProtectionLevel` of package and project, and the account of the job step"],
    fixes: [
      "Set `ProtectionLevel` to `DontSaveSensitive` and supply the passwords from a catalog environment",
      "Use `EncryptSensitiveWithPassword`, and `dtexec /DECRYPT password` in the job",
      "Run the step with a proxy of the account that built the package only as a stopgap",
    ],
    docs: [
      "https://learn.microsoft.com/en-us/sql/integration-services/security/access-control-for-sensitive-data-in-packages",
    ],
  },
  {
    id: "ssis/driver-missing",
    title: "SSIS: provider is not registered for this bitness",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The requested OLE DB provider (?<provider>[\w.]{3,80}) is not registered/,
        /DTS_E_OLEDB_NOPROVIDER(?:_64BIT)?_ERROR/,
        /The '?(?<provider>Microsoft\.(?:ACE|Jet)\.OLEDB\.\d{1,2}\.\d)'? provider is not registered on the local machine/,
      ],
    },
    rootCause:
      "The provider[[ `{provider}`]] is not installed in the bitness (32 or 64) that the package runs in",
    explanation:
      "Visual Studio runs packages with 32 bits, SQL Agent and DTExec with 64 bits. A provider that is there in one is not in the other; Jet exists with 32 bits only.",
    checks: ["`Use 32 bit runtime` of the job step, and the installed providers of the server"],
    fixes: [
      "Install the 64-bit provider on the server (Access Database Engine for ACE)",
      "Run the step with the 32-bit runtime: `/X86`, `@use32bitruntime = 1`, or `Run64BitRuntime` False in the project",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/file-missing",
    title: "SSIS: data file cannot be opened",
    category: "upstream_missing_data",
    alternatives: ["auth_permission", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Cannot open the datafile "(?<file>[^"\n]{1,300})"/,
        /The file name "?(?<file>[^"\n]{1,300}?)"? specified in the connection was not valid/,
      ],
    },
    rootCause: "The flat file `{file}` does not exist, is in use, or the job's account may not read it",
    explanation:
      "The path is seen from the server and the job's account: mapped drives do not exist there, and a share needs rights for that account.",
    checks: ["The file, from the server, as the job's account", "Whether the step that delivers it has run"],
    fixes: [
      "Deliver the file, and let the package wait or skip if it is not there",
      "Use a UNC path (`\\\\server\\share`) and grant the Agent or proxy account read access",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/file-layout",
    title: "SSIS: rows of the file do not have the expected columns",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The column delimiter for column "(?<column>[^"\n]{1,200})" was not found/,
        /An error occurred while (?:processing file "(?<file>[^"\n]{1,300})" on data row (?<row>\d{1,12})|skipping data rows)/,
      ],
    },
    rootCause:
      "The flat file's rows do not have the columns of its connection manager[[: no delimiter after `{column}`]][[: row {row} of `{file}`]]",
    explanation:
      "A row is cut off, has an unquoted delimiter or line break, or the source sends other columns than before.",
    checks: ["The row and the file's header, against the connection manager's columns"],
    fixes: [
      "Ask for the file again if it is incomplete",
      "Set the text qualifier, or update the connection manager to the new layout",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/lookup-no-match",
    title: "SSIS: Lookup found no match",
    category: "data_quality",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Row yielded no match during lookup/] },
    rootCause: "A row's key is missing in the Lookup's reference table",
    explanation:
      "By default a row without a match fails the Lookup. The dimension was not loaded yet, or the key differs in case, spaces or type; the full cache compares case-sensitively.",
    checks: [
      "Keys of the source that the reference table lacks (`LEFT JOIN … IS NULL`)",
      "Whether the dimension is loaded first",
    ],
    fixes: [
      "Load the reference table before this step",
      "Redirect rows to the no match output and give them an unknown member",
      "Trim and upper-case the key on both sides",
    ],
    docs: [ERRORS],
  },
  {
    id: "ssis/buffer-memory",
    title: "SSIS: data flow is out of memory",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /A buffer failed while allocating (?<bytes>\d{1,15}) bytes/,
        /The system reports (?<percent>\d{1,3}) percent memory load/,
      ],
    },
    rootCause:
      "The server has no memory left for the data flow's buffers[[ ({bytes} bytes)]][[ ({percent} % in use)]]",
    explanation:
      "Sort, Aggregate and fully cached Lookups hold all rows, on the same server as SQL Server, which takes what `max server memory` allows.",
    checks: [
      "`max server memory`, and what else ran at that time",
      "Sort, Aggregate and Lookup components of the flow",
    ],
    fixes: [
      "Lower `max server memory` so that SSIS has room, or run at another time",
      "Sort and join in SQL; select only needed columns in Lookups or use a partial cache",
      "Lower `DefaultBufferMaxRows`, and point `BufferTempStoragePath` to a disk with space",
    ],
    docs: [ERRORS],
  },
];
