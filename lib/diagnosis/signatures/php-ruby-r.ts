import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Programs in PHP, Ruby, R and Perl. */
export const phpRubyRSignatures: Signature[] = [
  {
    id: "php/uncaught",
    title: "PHP script stopped by an error",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Uncaught (?:Error|TypeError|ValueError|DivisionByZeroError|ArgumentCountError|UnhandledMatchError): (?<message>[^\n]{1,200}?) in (?<file>\/[^\n:]{1,200}\.php):(?<line>\d{1,7})/,
        /(?<message>Call to a member function \w{1,80}\(\) on (?:null|bool|false|array|string|int))/,
      ],
      not: [/Call to undefined function|Class "[^"\n]{1,200}" not found|^\s{0,4}at /],
    },
    rootCause: "PHP code failed: {message}[[ ({file}:{line})]]",
    explanation:
      "Typical is a call that returned `false` or null, a query or lookup without a hit, whose result was used as an object or array.",
    checks: ["That line, and what the call before it returned"],
    fixes: [
      "Check the result before using it; let PDO and mysqli throw instead of returning false (`PDO::ERRMODE_EXCEPTION`)",
      "Correct the argument's type",
    ],
  },
  {
    id: "php/extension-missing",
    title: "PHP extension not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Call to undefined function (?<name>(?:mysqli?|pg|curl|mb|simplexml|json|iconv|ftp|ssh2|oci|sqlsrv|gzopen|bc|imagecreate|ldap|intl|utf8)_?\w{0,60})\(\)/,
        /PDOException: (?:SQLSTATE\[\w{1,8}\] )?(?<name>could not find driver)/,
        /requires? (?:PHP extension )?ext-(?<name>\w{1,40}) (?:\*|[^\n]{1,20})? ?(?:but it is|-> it is) missing from your system/,
        /Class "(?<name>ZipArchive|DOMDocument|XMLReader|SoapClient|IntlDateFormatter|NumberFormatter|Imagick|Redis|Memcached|MongoDB\\Driver\\Manager)" not found/,
      ],
    },
    rootCause: "PHP lacks an extension[[ (`{name}`)]]",
    explanation:
      "The command line has its own `php.ini` and often its own PHP version, so an extension may be there for the web server only.",
    checks: ["`php -m` and `php --ini` with the PHP that the job uses"],
    fixes: [
      "Install it: `docker-php-ext-install …` in the official images, `apt-get install php-…` elsewhere",
      "Enable it for the command line (`phpenmod`), or call the PHP version that has it",
    ],
  },
  {
    id: "php/class-missing",
    title: "PHP class or autoloader not found",
    category: "missing_dependency",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Class ["'](?<class>[\w\\]{1,200})["'] not found/,
        /(?:require|include)(?:_once)?\((?<class>[^)\n]{1,200}\.php)\): [Ff]ailed to open stream/,
        /Failed opening required '(?<class>[^'\n]{1,200})'/,
        /Your requirements could not be resolved to an installable set of packages/,
      ],
      not: [/Class "(?:ZipArchive|DOMDocument|XMLReader|SoapClient|Imagick|Redis|Memcached)" not found/],
    },
    rootCause: "PHP cannot load code that it needs[[: `{class}`]]",
    explanation:
      "Composer's packages were not installed, the autoloader is out of date, or the file's name differs from the class in case, which matters on Linux.",
    checks: [
      "Whether `vendor/` exists in the deployed folder",
      "The namespace and the PSR-4 mapping in `composer.json`",
    ],
    fixes: [
      "Run `composer install --no-dev` in the build",
      "Run `composer dump-autoload` after moving classes",
      "Resolve version conflicts: `composer why-not PACKAGE VERSION`",
    ],
  },
  {
    id: "php/time-limit",
    title: "PHP reached its time limit",
    category: "resource_exhausted",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Maximum execution time of (?<seconds>\d{1,6}) seconds? exceeded/],
      names: [/exceeded in (?<file>\/[^\n]{1,200}?) on line (?<line>\d{1,7})/],
    },
    rootCause: "The PHP script ran longer than {seconds} s[[ ({file}:{line})]]",
    explanation:
      "`max_execution_time` ends web requests; on the command line it is 0 unless the script sets it. On Linux it counts the script's own computing, not waiting for the database.",
    checks: ["Whether the job runs through the web server instead of the command line"],
    fixes: [
      "Run it with `php` from cron or a queue worker",
      "Work in portions, or raise the limit for this script: `set_time_limit(…)`",
    ],
  },
  {
    id: "php/syntax",
    title: "PHP syntax error",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:PHP )?Parse error: {1,3}(?<message>syntax error, [^\n]{1,160}?) in (?<file>\/[^\n]{1,200}?) on line (?<line>\d{1,7})/,
      ],
    },
    rootCause: "PHP cannot parse `{file}` line {line}: {message}",
    explanation: "A bracket or semicolon is missing, or the file uses syntax newer than this PHP version.",
    checks: ["`php -v` of the job against the version that the code needs"],
    fixes: ["Correct the line (`php -l FILE`)", "Run the code with the PHP version it needs"],
  },
  {
    id: "rails/pending-migration",
    title: "Rails migrations pending",
    category: "schema_change",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/ActiveRecord::PendingMigrationError/, /Migrations are pending\. To resolve this issue, run/],
    },
    rootCause: "The database lacks migrations of this release (Rails)",
    explanation:
      "Rails compares `db/migrate` with `schema_migrations` and refuses to work on an older schema.",
    checks: ["`bin/rails db:migrate:status` on this database"],
    fixes: ["Run `bin/rails db:migrate` before the release starts", "In tests: `bin/rails db:test:prepare`"],
  },
  {
    id: "rails/unknown-attribute",
    title: "Rails model has no such attribute",
    category: "code_bug",
    alternatives: ["schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /unknown attribute '(?<attribute>[^'\n]{1,80})' for (?<model>[\w:]{1,80})/,
        /can't write unknown attribute [`'](?<attribute>[^'\n]{1,80})'/,
      ],
    },
    rootCause: "[[`{model}` ]]has no attribute `{attribute}`",
    explanation:
      "The table has no such column, as far as the process knows: the name is misspelled, the migration did not run, or the process cached the columns before it ran.",
    checks: ["The table's columns (`bin/rails runner 'puts Model.column_names'`)"],
    fixes: ["Correct the name, or run the migration"],
  },
  {
    id: "rails/record-not-found",
    title: "Record does not exist (Rails)",
    category: "upstream_missing_data",
    alternatives: ["code_bug", "data_quality"],
    strength: "strong",
    transience: "intermittent",
    match: { message: [/Couldn't find (?<model>[A-Z][\w:]{1,80}) with(?:out an ID| (?<key>[^\n]{1,120}))/] },
    rootCause: "There is no `{model}`[[ with {key}]]",
    explanation:
      "`find` and `find_by!` raise if no row fits. Jobs often start before the transaction that creates the row commits, or after the row was deleted.",
    checks: ["Whether the row exists now: then the job was enqueued too early"],
    fixes: [
      "Enqueue jobs after the commit (`after_commit`)",
      "Discard jobs for deleted rows: `discard_on ActiveJob::DeserializationError`, `find_by` with a check",
    ],
  },
  {
    id: "r/empty-condition",
    title: "R: condition is NA or empty",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?<message>missing value where TRUE\/FALSE needed)/,
        /Error in (?:if|while) \([^\n]{1,160}: ?\n? {0,4}(?<message>argument is of length zero|the condition has length > 1|argument is not interpretable as logical)/,
      ],
      names: [/Error in (?:if|while) \((?<condition>[^\n{]{1,120}?)\) ?\{?/],
    },
    rootCause: "The R condition[[ `{condition}`]] is not TRUE or FALSE: {message}",
    explanation:
      "Comparing NA gives NA, comparing NULL gives an empty vector; `if` accepts neither. Since R 4.2 a condition of several values is an error too.",
    checks: ["Which variable in the condition is NA or NULL, and whether its input was empty"],
    fixes: [
      "Test it first: `!is.na(x) && x > 0`, `isTRUE(…)`, `length(x) > 0`",
      "Stop early with a clear message if the input is empty",
    ],
  },
  {
    id: "r/subscript",
    title: "R: element does not exist",
    category: "code_bug",
    alternatives: ["schema_change", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Error in (?<expression>[^\n[\]]{1,80})(?:\[[^\n]{0,80}?)? ?: ?\n? {0,4}subscript out of bounds/,
        /\$ operator is invalid for atomic vectors/,
        /no applicable method for '(?<expression>[\w.]{1,80})' applied to an object of class "(?<class>[^"\n]{1,120})"/,
      ],
    },
    rootCause:
      "R code takes an element that does not exist[[: `{expression}`]][[ on an object of class {class}]]",
    explanation:
      "The list, row or column is not there, or the object is of another class than expected, often NULL after an empty read.",
    checks: ["`str()` of the object before that line"],
    fixes: [
      "Check names or length first (`'x' %in% names(d)`)",
      "Handle the empty input; load the package whose method is meant",
    ],
  },
  {
    id: "r/memory",
    title: "R out of memory",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /cannot allocate vector of (?:size|length) (?<size>[\d.]{1,15}(?: [KMGT]b)?)/,
        /vector memory (?:exhausted \(limit reached\?\)|limit of [\d.]{1,10} Gb reached)/,
      ],
    },
    rootCause: "R could not allocate memory[[ for a vector of {size}]]",
    explanation:
      "R holds data in memory and copies it on many operations; the failed vector comes on top of what is already in use.",
    checks: ["`lobstr::mem_used()` or `gc()` before that step, and the limit of the container or job"],
    fixes: [
      "Read only the columns and rows needed, or leave the work to `arrow`, `duckdb` or the database",
      "Remove large objects (`rm(x); gc()`) and use `data.table`, which copies less",
      "Raise the memory of the job (on macOS `R_MAX_VSIZE`)",
    ],
  },
  {
    id: "r/column-types",
    title: "R: columns of different types combined",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Can't combine `(?<left>[^`\n]{1,120})` <(?<from>[^>\n]{1,60})> and `(?<right>[^`\n]{1,120})` <(?<to>[^>\n]{1,60})>/,
      ],
    },
    rootCause: "`{left}` is {from} and `{right}` is {to}, so they cannot be combined",
    explanation:
      "`bind_rows` and other tidyverse functions convert nothing. Types guessed per file differ as soon as one file has text or only NAs in the column.",
    checks: ["The values of that column in the file that differs"],
    fixes: [
      "Set the types when reading: `read_csv(…, col_types = cols(…))`",
      "Convert before combining: `mutate(across(…, as.character))`",
    ],
  },
];
