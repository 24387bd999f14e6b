import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Programs written in Go: panics, its standard library, modules. */
export const goProgramSignatures: Signature[] = [
  {
    id: "go/nil-pointer",
    title: "Go: nil pointer dereferenced",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/invalid memory address or nil pointer dereference/],
      names: [/\n\s{1,8}(?<place>\/(?!usr\/local\/go\/)[^\s]{1,240}\.go:\d{1,6})/],
    },
    rootCause: "The Go program used a pointer that is nil[[ (at {place})]]",
    explanation:
      "A field, return value or interface was used without having been set, often because an error before it was ignored.",
    checks: ["The first frame of your own code below `goroutine N [running]`"],
    fixes: [
      "Check the error and the pointer before use on that line",
      "If a library panics, upgrade it or report it",
    ],
  },
  {
    id: "go/index-out-of-range",
    title: "Go: index out of range",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /index out of range \[(?<index>-?\d{1,12})\](?: with length (?<length>\d{1,12}))?/,
        /slice bounds out of range \[(?<index>[^\]\n]{1,40})\](?: with (?:capacity|length) (?<length>\d{1,12}))?/,
      ],
      names: [/\n\s{1,8}(?<place>\/(?!usr\/local\/go\/)[^\s]{1,240}\.go:\d{1,6})/],
      also: [/runtime error|goroutine|panic/],
    },
    rootCause: "The Go program read element {index}[[ of {length}]], which does not exist[[ (at {place})]]",
    explanation: "A slice or text is shorter than the code assumes, for example a line with fewer fields.",
    checks: ["The input that was processed, and the line in the stack trace"],
    fixes: ["Check the length before indexing, and report or skip short records"],
  },
  {
    id: "go/panic",
    title: "Go program panicked",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:panic|fatal error): (?<reason>send on closed channel|close of closed channel|close of nil channel|assignment to entry in nil map|concurrent map (?:writes|read and map write|iteration and map write)|all goroutines are asleep - deadlock!|sync: negative WaitGroup counter|sync: unlock of unlocked mutex|sync: Unlock of unlocked RWMutex)/,
        /panic: interface conversion: (?<reason>[^\n]{3,120})/,
        /panic: runtime error: (?<reason>integer divide by zero|hash of unhashable type [^\n]{1,60})/,
        /panic: reflect: (?<reason>[^\n]{3,120})/,
      ],
      names: [/\n\s{1,8}(?<place>\/(?!usr\/local\/go\/)[^\s]{1,240}\.go:\d{1,6})/],
    },
    rootCause: "The Go program stopped on a bug of its own: {reason}[[ (at {place})]]",
    explanation:
      "Go ends the program when a rule of the language is broken at run time: a closed channel, a map used by several goroutines, a wrong type assertion, or goroutines that all wait for each other.",
    checks: ["The stack of the first goroutine in the output"],
    fixes: [
      "Fix it at that line: let only the sender close a channel, guard maps with a mutex, use `v, ok := x.(T)`",
      "Run the tests with `go test -race`",
    ],
  },
  {
    id: "go/json-type",
    title: "Go: JSON value has another type than the field",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /json: cannot unmarshal (?<found>[\w ]{1,40}?) into Go (?:struct field (?<field>[\w.]{1,160}) of type|value of type) (?<type>[\w.[\]*{}]{1,120})/,
        /json: unknown field "(?<field>[^"\n]{1,120})"/,
      ],
    },
    rootCause: "The JSON does not fit the Go type[[: {found} instead of {type}]][[, field `{field}`]]",
    explanation:
      "The document is valid JSON, but a value has another type, or a field is new. The source changed it, or it answered with an error document of another shape.",
    checks: ["The document at that field, and the status of the response it came from"],
    fixes: [
      "Adapt the struct, or accept both forms (`json.Number`, an `UnmarshalJSON` method)",
      "Check the status before decoding, and ask the source whether the change was intended",
    ],
  },
  {
    id: "go/json-syntax",
    title: "Go: text is not valid JSON",
    category: "data_quality",
    alternatives: ["network_timeout", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /invalid character '(?<found>(?:\\.|[^'\n]){1,8})' (?<place>looking for beginning of [\w ]{3,40}|after (?:object|array|top-level)[\w :-]{2,40}|in (?:literal|string|numeric)[\w ()']{2,60})/,
        /unexpected end of JSON input/,
      ],
    },
    rootCause: "The text is not valid JSON[[: '{found}' {place}]]",
    explanation:
      "The decoder met a character that cannot stand there. `<` at the beginning is an HTML error page, an unexpected end an empty or cut document.",
    checks: ["The first characters of the document, and the status of the response"],
    fixes: [
      "Check status and content type before decoding",
      "If the document was cut off, fetch it again; several documents in one file need `json.Decoder`",
    ],
  },
  {
    id: "go/time-format",
    title: "Go: text is not a time in the expected layout",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /parsing time "?\\?"?(?<value>[^"\\\n]{0,80})\\?" as \\?"(?<layout>[^"\\\n]{1,80})/,
        /parsing time "(?<value>[^"\n]{0,80})": (?<reason>[^\n]{3,80})/,
      ],
    },
    rootCause: "A text[[ (`{value}`)]] is not a time[[ in the layout `{layout}`]][[: {reason}]]",
    explanation:
      "Go layouts are written as the reference time `Mon Jan 2 15:04:05 2006`. The value has another format, or is no existing date.",
    checks: ["Where the value comes from, and whether only some rows have it"],
    fixes: [
      "Write the layout for the real format (`2006-01-02`, `02/01/2006`)",
      "Set aside rows with impossible dates",
    ],
  },
  {
    id: "go/module-missing",
    title: "Go module missing or inconsistent",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no required module provides package (?<module>[\w./~-]{2,200})/,
        /missing go\.sum entry for (?:module providing package |go\.mod file[^\n]{0,20})?(?<module>[\w./~-]{0,200})/,
        /(?:cannot find module providing package|package) (?<module>[\w./~-]{3,200})(?: is not in (?:GOROOT|std)|: cannot find)/,
        /go: (?<module>[\w./~-]{3,160})@(?<version>[\w.+-]{2,80}): (?:invalid version|verifying module|reading)/,
        /plugin was built with a different version of package (?<module>[\w./~-]{2,200})/,
      ],
    },
    rootCause: "The Go build lacks a module or has another version of it[[: `{module}`]]",
    explanation:
      "`go.mod` and `go.sum` name the modules and checksums of a build. One is not required there, cannot be fetched, or does not fit the rest.",
    checks: ["`go.mod`, and `GOFLAGS`, `GOPROXY` and `GOPRIVATE` where the build runs"],
    fixes: [
      "Run `go mod tidy` (or `go get[[ {module}]]`) and commit `go.mod` and `go.sum`",
      "For private modules set `GOPRIVATE` and credentials for git",
    ],
  },
  {
    id: "go/sql-driver",
    title: "Go: database driver not imported",
    category: "missing_dependency",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/sql: unknown driver "(?<driver>[^"\n]{1,60})" \(forgotten import\?\)/] },
    rootCause: "The program does not contain a database driver named `{driver}`",
    explanation:
      "Drivers register themselves under a name when their package is imported. It was not imported, or registers another name.",
    checks: ["The imports of the program, and the name in `sql.Open`"],
    fixes: [
      'Import the driver for its effect (`import _ "PACKAGE"`), and use the name from its documentation',
    ],
  },
  {
    id: "go/http-timeout",
    title: "Go: HTTP request timed out",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:context deadline exceeded|net\/http: request canceled[\w ()-]{0,40}) \(Client\.Timeout (?:exceeded|or context cancellation) while (?<phase>[\w ]{3,40})\)/,
        /net\/http: (?<phase>TLS handshake timeout|timeout awaiting response headers)/,
        /dial tcp(?: lookup)? (?<address>[\w.:[\]-]{3,160}): (?:connect: )?i\/o timeout/,
      ],
      names: [/(?:Get|Post|Put|Head|Patch|Delete) \\?"(?<url>https?:\/\/[^\s"?\\]{3,160})/],
    },
    rootCause: "The request[[ to `{url}`]][[ to `{address}`]] timed out[[ ({phase})]]",
    explanation:
      "The server did not accept the connection or did not answer within the client's time. A firewall that drops packets, a slow server or a missing proxy looks the same.",
    checks: ["Whether the address can be reached from there (`curl -v URL`), and `HTTPS_PROXY`"],
    fixes: [
      "Retry with backoff if it happens now and then",
      "Open the way: route, firewall, proxy, DNS",
      "Raise the client's `Timeout` if the server needs longer for this request",
    ],
  },
  {
    id: "go/yaml-field",
    title: "YAML settings have an unknown field or wrong type",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /line (?<line>\d{1,6}): field (?<field>[\w.-]{1,120}) (?:not found in type|already set in type) (?<type>[\w.]{1,120})/,
        /line (?<line>\d{1,6}): cannot unmarshal !!(?<found>\w{2,12}) (?:`(?<value>[^`\n]{0,60})` )?into (?<type>[\w.[\]*]{1,120})/,
      ],
      names: [
        /--config\.file=(?<file>[^\s)"]{1,200})/,
        /(?:parsing|loading|reading)[\w ]{0,30} (?<file>[\w./-]{2,200}\.ya?ml)/,
      ],
    },
    rootCause:
      "Line {line} of the settings[[ `{file}`]] is not valid[[: unknown field `{field}`]][[: {found} where {type} is expected]]",
    explanation:
      "The program reads its YAML strictly: a field that it does not know, or a value of another type, is an error. Usually a typo, wrong indentation or a field of another version.",
    checks: ["Line {line} and its indentation, and the fields that this version knows"],
    fixes: [
      "Correct the field at line {line}",
      "Check the file with the program's own command, such as `promtool check config FILE`",
    ],
  },
  {
    id: "go/unknown-flag",
    title: "Unknown flag or command",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /unknown (?:shorthand )?flag: '?(?<flag>--?[\w-]{1,60}|\w' in -\w{1,40})/,
        /flag provided but not defined: (?<flag>-{1,2}[\w-]{1,60})/,
        /flag needs an argument: '?(?<flag>--?[\w-]{1,60})/,
      ],
    },
    rootCause: "The program does not accept the flag `{flag}` as it was given",
    explanation:
      "The flag is misspelled, has no value, belongs to another subcommand, or came or went with a version.",
    checks: ["`--help` of that subcommand, and the version installed there"],
    fixes: ["Correct or remove `{flag}`", "Install the version for which the command was written"],
  },
  {
    id: "go/connection-failed",
    title: "Go: connection refused or lost",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /dial (?:tcp|unix)[46]? (?<address>[\w./:[\]-]{3,160}): connect: (?<reason>connection refused|no route to host|network is unreachable|no such file or directory)/,
        /(?:read|write) tcp[46]? [\w.:[\]-]{3,80}->(?<address>[\w.:[\]-]{3,80}): (?:read|write): (?<reason>connection reset by peer|broken pipe|connection timed out)/,
        /dial tcp: lookup (?<address>[\w.-]{1,160})[\w .:-]{0,60}: (?<reason>no such host|server misbehaving)/,
      ],
      not: [/rpc error: code =/],
    },
    rootCause: "The connection to `{address}` failed: {reason}",
    explanation:
      "Nothing listens there, the network has no way to it, or the other side or a device between closed a connection in use.",
    checks: ["Whether the service ran at that time and listens on that address (`nc -vz HOST PORT`)"],
    fixes: [
      "Start the service, or correct address and port in the settings",
      "If it was only restarting or an idle connection was cut, run again; retry such calls with backoff",
    ],
  },
  {
    id: "go/file-missing",
    title: "Go: file does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/\b(?:open|stat|lstat|chdir|readlink) (?<path>[^\s:]{1,300}): no such file or directory/],
    },
    rootCause: "The file or folder `{path}` does not exist where the program runs",
    explanation:
      "The input has not arrived, the path is wrong, or a volume or settings file is not mounted in the container.",
    checks: ["`ls` of the folder above on that machine or in that container"],
    fixes: [
      "If it is an input, wait for it or run the step that writes it",
      "Correct the path, or mount the file",
    ],
  },
];
