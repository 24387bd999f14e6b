import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Shell scripts and the tools they call: bash, awk, sed, jq, tar, iconv. */
export const shellToolSignatures: Signature[] = [
  {
    id: "bash/syntax",
    title: "Shell script has a syntax error",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /line (?<line>\d{1,6}): syntax error near unexpected token [`'](?<token>[^\n]{1,40}?)'/,
        /line (?<line>\d{1,6}): (?<message>unexpected EOF) while looking for matching/,
        /line (?<line>\d{1,6}): (?<message>syntax error: unexpected end of file)/,
        /(?:^|: )(?<line>\d{1,6}): Syntax error: (?<message>[^\n]{1,120}(?:unexpected|expecting)[^\n]{0,60})/,
        /-c: line (?<line>\d{1,6}): syntax error/,
      ],
      names: [/(?<file>[\w./-]{1,200}\.(?:sh|bash|ksh)): (?:line )?\d{1,6}: /],
    },
    rootCause: "The shell cannot parse[[ `{file}`]][[ at line {line}]][[, near `{token}`]][[: {message}]]",
    explanation:
      "A quote, bracket, `then`, `do`, `done` or `fi` is missing or out of place. The shell reads on to where it gives up, so the mistake may stand well before that line.",
    checks: [
      "Whether `bash -n` on the script reports the same line",
      "Whether the script is run with `sh`, which knows no arrays, `[[`, or process substitution",
    ],
    fixes: [
      "Run `bash -n` and `shellcheck` on the script and close what is open[[ above line {line}]]",
      "Convert Windows line ends (`sed -i 's/\\r$//'`), which make `do` and `then` unknown words",
      "Call it with `bash` instead of `sh` if it uses bash syntax",
    ],
  },
  {
    id: "bash/unbound-variable",
    title: "Shell variable not set",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /line (?<line>\d{1,6}): (?<variable>\$?[\w@*[\]]{1,80}): unbound variable/,
        /: (?<variable>\w{1,80}): parameter not set/,
        /line (?<line>\d{1,6}): (?<variable>\w{1,80}): parameter null or not set/,
      ],
      names: [/(?<file>[\w./-]{1,200}\.(?:sh|bash|ksh)): (?:line )?\d{1,6}: /],
    },
    rootCause: "The shell variable `{variable}` is not set[[ where `{file}` uses it]][[ (line {line})]]",
    explanation:
      "With `set -u`, or `${NAME:?}`, the shell ends the script at the first use of a variable that has no value.",
    checks: [
      "Whether the job's environment sets `{variable}` (scheduler, container, `.env` file)",
      "Whether it is a positional argument that the caller no longer passes",
    ],
    fixes: [
      "Set `{variable}` in the job's environment, or pass the argument",
      "Give it a default where none is needed: `${{variable}:-}`",
    ],
  },
  {
    id: "bash/test-expression",
    title: "Shell test got an empty or non-numeric value",
    category: "code_bug",
    alternatives: ["upstream_missing_data", "configuration", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /line (?<line>\d{1,6}): \[{1,2}: (?<message>(?:too many arguments|[=!<>a-z-]{1,4}: (?:unary|binary) operator expected|[^\n]{0,80}: integer expression expected))/,
        /: \[: (?<message>(?:too many arguments|Illegal number: [^\n]{0,60}|[^\s:]{1,40}: unexpected operator))/,
      ],
      names: [/(?<file>[\w./-]{1,200}\.(?:sh|bash|ksh)): (?:line )?\d{1,6}: /],
    },
    rootCause: "A shell test[[ in `{file}`]][[ (line {line})]] got an unexpected value: {message}",
    explanation:
      "An unquoted variable that is empty or holds several words changes the number of arguments of `[`. The test then counts as false, and the script goes on.",
    checks: ["Which variable in that test is empty or not a number, and which command was to fill it"],
    fixes: [
      'Quote the variables in the test: `[ "$rows" -gt 0 ]`, or use double brackets in bash',
      "Check the result of the command that fills the variable before the comparison",
    ],
  },
  {
    id: "bash/bad-substitution",
    title: "Bash syntax in a plain shell",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /: Bad substitution/,
        /: bad substitution(?:\n|$)/,
        /: (?:\d{1,5}: )?(?:\[\[|(?<word>source|declare|shopt|function|pushd)): not found/,
        /set: Illegal option -o pipefail/,
      ],
      names: [/(?<file>[\w./-]{1,200}\.(?:sh|bash|ksh)): (?:line )?(?<line>\d{1,6}): /],
    },
    rootCause:
      "[[`{file}` line {line}: ]]the shell that runs the script does not know this syntax[[ (`{word}`)]]",
    explanation:
      "On Debian and Ubuntu `/bin/sh` is dash and on Alpine busybox: neither has `[[`, `source`, arrays, `${name^^}` or, in older versions, `pipefail`.",
    checks: ["The script's first line, and how it is called (`sh script` ignores that line)"],
    fixes: [
      "Start it with bash: `#!/usr/bin/env bash` and no `sh` in front; install bash in the image (`apk add bash`)",
      'In Makefiles, Dockerfiles and CI set the shell: `SHELL := /bin/bash`, `SHELL ["/bin/bash", "-c"]`',
      "Or write it portably: single brackets, `.` for `source`",
    ],
  },
  {
    id: "awk/program",
    title: "awk program failed",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bawk: (?:cmd\. )?line:? ?(?<line>\d{1,5}): (?<message>(?:syntax error|unexpected newline|unterminated|runaway|regular expression compile)[^\n]{0,80})/,
        /\bawk: cmd\. line:(?<line>\d{1,5}): (?:\([^)\n]{1,120}\) )?fatal: (?<message>[^\n]{1,120})/,
        /\bawk: [\w./-]{1,120}:(?<line>\d{1,5}): (?:\([^)\n]{1,120}\) )?(?:fatal: )?(?<message>[^\n]{1,120})/,
        /\bawk: (?:run time error|division by zero)(?<message>[^\n]{0,100})/,
        /\bawk: cmd\. line:(?<line>\d{1,5}): [^\n]{1,200}\n[^\n]{0,200}\^ (?<message>[^\n]{1,80})/,
      ],
      names: [/FILENAME=(?<file>\S{1,200}) FNR=(?<record>\d{1,12})/],
      not: [/awk: (?:cmd\. line:\d{1,5}: )?(?:warning|fatal: cannot open)/],
    },
    rootCause: "The awk program failed[[: {message}]][[ (record {record} of `{file}`)]]",
    explanation:
      "awk could not parse its program, or stopped at a record that the program cannot handle, such as a zero or empty divisor.",
    checks: [
      "Whether the shell expanded `$1` because the program stands in double quotes",
      "The record of the input that is named in the message",
      "Which awk is installed: mawk and busybox lack functions of gawk",
    ],
    fixes: [
      'Put the program in single quotes and pass shell values with `-v name="$value"`',
      "Guard the record: `$3 != 0 { … }`",
      "Install `gawk` if the program uses its functions (`gensub`, `strftime`, arrays of arrays)",
    ],
  },
  {
    id: "sed/expression",
    title: "Invalid sed expression",
    category: "code_bug",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bsed: -e expression #\d{1,3}, char (?<position>\d{1,6}): (?<message>unterminated|unknown option to|[^`\n]{1,120})(?: ?[`'](?<command>\w)')?/,
        /\bsed: file \S{1,200} line \d{1,5}: (?<message>[^\n]{1,120})/,
        /\bsed: \d{1,4}: "(?:[^"\n]{1,200})": (?<message>(?:unterminated|bad flag|unescaped newline|invalid command code|extra characters)[^\n]{0,100})/,
        /\bsed: unsupported command (?<message>[^\n]{1,60})/,
      ],
    },
    rootCause: "sed cannot parse its expression[[ at character {position}]]: {message}[[ `{command}`]]",
    explanation:
      "Most often a variable put a `/`, `&` or line break into the expression, which ends the pattern early; on macOS and BSD, `sed -i` also takes the next word as a suffix.",
    checks: [
      "The expression after the shell has filled in its variables (`set -x`)",
      "Whether the value contains the delimiter: paths, URLs, passwords",
    ],
    fixes: [
      "Use a delimiter that the value cannot contain: `s|old|new|`",
      "Escape the value first: `printf '%s' \"$value\" | sed 's/[&/\\]/\\\\&/g'`",
      "For templates use `envsubst` instead; on macOS write `sed -i ''`",
    ],
  },
  {
    id: "jq/wrong-type",
    title: "JSON is shaped differently than the jq filter expects",
    category: "schema_change",
    alternatives: ["upstream_missing_data", "data_quality", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\bjq: error \(at [^)\n]{1,200}\): (?<message>Cannot (?:iterate over|index|use) [^\n]{1,120})/,
        /\bjq: error \(at [^)\n]{1,200}\): (?<message>[^\n]{1,120}(?:cannot be (?:parsed|added|subtracted|multiplied|divided|matched|sorted)|has no keys|is not a string|not valid in a csv row)[^\n]{0,80})/,
      ],
    },
    rootCause: "The JSON does not have the shape that the jq filter expects: {message}",
    explanation:
      "The filter meets null, or another type, where it wants an array or object: usually the API answered with an error document or left out the field.",
    checks: [
      "The document that was piped in: print it before jq, with the HTTP status",
      "Whether the field was renamed, is null, or is now wrapped in another object",
    ],
    fixes: [
      "Correct the filter's path to the document's shape",
      "Stop on HTTP errors before jq: `curl --fail-with-body -sS …`",
      "Write `.items[]?` or `(.items // [])[]` if the field may be missing",
    ],
  },
  {
    id: "jq/input-not-json",
    title: "jq got something other than JSON",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "auth_permission", "infrastructure"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /(?:\bjq: )?parse error: (?<message>(?:Invalid (?:numeric )?literal|Unfinished (?:JSON term|string|abandoned text)|Expected (?:separator|value|JSON value|string key)|Objects must consist|Invalid string|Invalid escape|Unmatched|Cannot be EOF|':' not as part)[^\n]{0,80}) at (?:EOF at )?line (?<line>\d{1,9}, column \d{1,9})/,
        /\bjq: error \(at [^)\n]{1,200}\): (?<message>[^\n]{1,160}) \(while parsing '/,
      ],
    },
    rootCause: "The input of jq is not valid JSON[[ at line {line}]]: {message}",
    explanation:
      "jq reads JSON only. At line 1 it is usually an HTML error page, a login page or a log line; at the end, the document was cut off.",
    checks: [
      "The first and last lines of the input",
      "The HTTP status and content type of the answer that was piped in",
    ],
    fixes: [
      "Save the response first, check the status (`curl --fail-with-body -sS -o orders.json …`), then run jq",
      "Keep log output out of the pipe: send it to stderr",
      "For lines that are not JSON use `jq -R 'fromjson?'`",
    ],
  },
  {
    id: "jq/filter",
    title: "Invalid jq filter",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bjq: error: (?<message>syntax error, unexpected [^\n]{1,100}) at <top-level>, line \d{1,5}/,
        /\bjq: error: (?<message>syntax error: unexpected [^\n]{1,100}) at <top-level>/,
        /\bjq: error: (?<message>[\w$:/]{1,60} is not defined) at <top-level>/,
        /\bjq: \d{1,4} compile errors?/,
      ],
    },
    rootCause: "jq cannot compile its filter[[: {message}]]",
    explanation:
      'The filter is not valid after the shell has read it: a lost quote, a key with `-` or `.` that needs `["…"]`, or a function or `$name` that this version does not have.',
    checks: [
      "How the shell quotes the filter",
      "The installed version (`jq --version`) if a function is not defined",
    ],
    fixes: [
      'Put the filter in single quotes and pass values with `--arg name "$value"`',
      'Write keys with special characters as `.["order-id"]`',
      "Install a newer jq, or replace the function",
    ],
  },
  {
    id: "shell/unknown-option",
    title: "Command does not know the option",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\b(?<command>[a-z][\w.-]{0,30}): (?:unrecognized|unknown|illegal|invalid) option(?: --| -)? ?[`'"]?(?<option>-{0,2}[\w=-]{1,60})['"]?\s{0,4}\n{0,2}\s{0,4}(?:Try|usage|Usage|BusyBox)/,
        /\b(?<command>tar|cp|mv|ls|grep|date|sort|find|xargs|sed|split|stat|df|du|head|tail|cut|wc|ps|tee|mktemp|readlink|curl|wget|rsync|gzip|zip|unzip): (?:unrecognized|unknown|illegal|invalid) option(?: --| -)? ?[`'"]?(?<option>-{0,2}[\w=-]{1,60})/,
        /\bcurl: option (?<option>-{1,2}[\w-]{1,60}): is unknown/,
      ],
    },
    rootCause: "[[`{command}`: ]]the installed version does not know the option `{option}`",
    explanation:
      "The same command differs between GNU, BusyBox (Alpine), BSD and macOS, and between versions; options of one are missing in another.",
    checks: [
      "Which implementation and version the image has (`--version`, `--help`)",
      "Whether the base image changed",
    ],
    fixes: [
      "Use an option that the installed version has (`--help`)",
      "Install the GNU tools in the image: `apk add coreutils findutils tar grep`",
      "Pin the base image, so that its tools do not change",
    ],
  },
  {
    id: "iconv/illegal-input",
    title: "File is not in the declared encoding",
    category: "data_quality",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\biconv: (?:illegal|incomplete|invalid) (?:input sequence|character)[^\n]{0,20} at (?:position |end of buffer)(?<position>\d{1,15})?/,
        /\biconv: (?:(?<file>[^\s:]{1,200}):\d{1,9}:\d{1,9}: )?cannot convert/,
        /\biconv: (?:unable to convert|conversion stopped)/,
        /\biconv\(\): Detected an (?:illegal|incomplete)/,
      ],
    },
    rootCause:
      "iconv met bytes that are invalid in the declared encoding[[ at byte {position}]][[ of `{file}`]]",
    explanation:
      "The file is not in the encoding given with `-f`, or is cut in the middle of a character, or the target of `-t` has no such character.",
    checks: [
      "The bytes at that place (`dd if=FILE bs=1 skip=POSITION count=16 | xxd`)[[: {position}]]",
      "Whether the sender switched between UTF-8, Latin-1 and Windows-1252",
    ],
    fixes: [
      "Name the real encoding: `iconv -f WINDOWS-1252 -t UTF-8`",
      "Replace what the target lacks with `-t ASCII//TRANSLIT`, or drop it with `-c` if that loss is acceptable",
      "Ask the sender for UTF-8",
    ],
  },
  {
    id: "shell/timeout-command",
    title: "Command ended by its time limit",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout", "configuration"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [/\btimeout: sending signal (?<signal>\w{1,10}) to command [`'‘](?<command>[^'’\n]{1,200})/],
    },
    rootCause: "`timeout` ended `{command}` with SIG{signal} because it ran longer than allowed",
    explanation:
      "coreutils' `timeout` stops the command when its limit is over and exits with 124 (137 after SIGKILL). It says nothing about why the command was slow.",
    checks: [
      "How long the command usually takes, and what it was doing last",
      "The limit given to `timeout`",
    ],
    fixes: [
      "Find out what the command waits for (lock, network, more data than usual)",
      "Raise the limit given to `timeout`",
    ],
  },
];
