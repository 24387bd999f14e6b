import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Compiled programs: Rust panics and builds, C++ exceptions, the C library's own checks. */
export const nativeProgramSignatures: Signature[] = [
  {
    id: "rust/unwrap",
    title: "Rust: error or missing value not handled",
    category: "code_bug",
    alternatives: ["configuration", "data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /called `(?<call>Result::(?:unwrap|expect)\(\))` on an `Err` value: (?<reason>[^\n]{3,120})/,
        /called `(?<call>Option::(?:unwrap|expect)\(\))` on a `None` value/,
      ],
      names: [
        /panicked at (?<place>[\w./-]{1,200}\.rs:\d{1,6}(?::\d{1,5})?)/,
        /, (?<place>[\w./-]{1,200}\.rs:\d{1,6}:\d{1,5})/,
      ],
    },
    rootCause: "The Rust program did not handle an error or a missing value[[ (at {place})]][[: {reason}]]",
    explanation:
      "`unwrap` ends the thread when the result is an error or there is no value; the error itself, if any, is the real cause.",
    checks: ["The error after `Err` value, and the line named in the message"],
    fixes: [
      "Fix what the error says: a missing file, a setting, a bad value",
      "Handle the case at that line (`?`, `match`, `unwrap_or`); if it is a library's, upgrade or report it",
    ],
  },
  {
    id: "rust/panic",
    title: "Rust program panicked",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>index out of bounds: the len is \d{1,12} but the index is \d{1,20})/,
        /(?<reason>attempt to (?:add|subtract|multiply|negate|shift left|divide by zero|calculate the remainder with a divisor of zero)(?: with overflow)?)/,
        /(?<reason>already (?:mutably )?borrowed: Borrow(?:Mut)?Error)/,
        /(?<reason>byte index \d{1,12} is not a char boundary)/,
        /(?<reason>range (?:end|start) index \d{1,20} out of range for slice of length \d{1,12})/,
        /(?<reason>internal error: entered unreachable code|not yet implemented|assertion `?(?:left == right|failed)[^\n]{0,60})/,
      ],
      also: [/panicked at|PanicException|thread '/],
      names: [
        /panicked at (?<place>[\w./-]{1,200}\.rs:\d{1,6}(?::\d{1,5})?)/,
        /, (?<place>[\w./-]{1,200}\.rs:\d{1,6}:\d{1,5})/,
      ],
    },
    rootCause: "The Rust program stopped on a bug of its own: {reason}[[ (at {place})]]",
    explanation:
      "Rust checks bounds, borrows and, in debug builds, overflow while it runs, and ends the thread when a check fails.",
    checks: ["The line named in the message, and the whole trace with `RUST_BACKTRACE=1`"],
    fixes: [
      "Fix it at that line (`get`, `checked_sub`, `char_indices`)",
      "If it is a library's, try its newest version and report it with the input",
    ],
  },
  {
    id: "rust/cli-argument",
    title: "Command line argument not accepted",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /error: invalid value '(?<value>[^'\n]{0,120})' for '(?<argument>[^'\n]{1,120})'/,
        /error: unexpected argument '(?<argument>[^'\n]{1,120})' found/,
        /error: the argument '(?<argument>[^'\n]{1,120})' cannot be used with/,
        /error: Found argument '(?<argument>[^'\n]{1,120})' which wasn't expected/,
        /error: the following required arguments were not provided:\s{1,8}(?<argument>[^\n]{1,120})/,
      ],
      names: [/\[possible values: (?<allowed>[^\]\n]{1,160})\]/],
    },
    rootCause: "The program does not accept `{argument}`[[ with the value `{value}`]] as it was called",
    explanation:
      "The command line is checked before anything runs: an argument is unknown, missing, or has a value that is not allowed.",
    checks: ["`--help` of that version[[, which allows: {allowed}]]"],
    fixes: [
      "Correct the argument[[ (one of {allowed})]]",
      "Install the version for which the command was written",
    ],
  },
  {
    id: "rust/cargo-resolve",
    title: "Cargo cannot find or combine crates",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /failed to select a version for (?:the requirement )?`(?<crate>[\w-]{1,80})/,
        /no matching package named `(?<crate>[\w-]{1,80})` found/,
        /unresolved import `(?<crate>[\w:]{1,160})`/,
        /use of (?:undeclared|unresolved) (?:crate or module|module or unlinked crate) `(?<crate>\w{1,80})`/,
        /can't find crate for `(?<crate>\w{1,80})`/,
      ],
    },
    rootCause: "The Rust build lacks `{crate}` or cannot fit its versions together",
    explanation:
      "The crate is not in `Cargo.toml`, a feature of it is off, or two crates demand versions that exclude each other.",
    checks: ["`cargo tree -i CRATE`, and the features in `Cargo.toml`"],
    fixes: [
      "Add the crate or feature (`cargo add`)",
      "Bring the crates to versions that agree, and commit `Cargo.lock`",
    ],
  },
  {
    id: "rust/connection-closed",
    title: "Rust HTTP client: connection closed early",
    category: "network_timeout",
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /hyper::Error\((?<kind>\w{3,30})/,
        /connection closed before message completed/,
        /error trying to connect: (?<reason>[^\n"]{3,120})/,
        /error sending request for url \((?<url>https?:\/\/[^\s)?]{3,200})/,
      ],
      not: [/certificate|tls handshake/i],
      names: [/for url \((?<url>https?:\/\/[^\s)?]{3,200})/],
    },
    rootCause: "The connection[[ to `{url}`]] failed or ended before the answer was complete[[: {reason}]]",
    explanation:
      "The server or a proxy closed the connection, often one that had been kept open and idle, or could not be reached at all.",
    checks: [
      "Whether the server restarted or closes idle connections sooner than the client (`pool_idle_timeout`)",
    ],
    fixes: [
      "Retry calls that may be repeated",
      "Keep idle connections shorter than the server does",
      "If it never works, check address, proxy and firewall",
    ],
  },
  {
    id: "native/allocation-failed",
    title: "Native program could not allocate memory",
    category: "resource_exhausted",
    alternatives: ["code_bug", "data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /memory allocation of (?<bytes>\d{1,20}) bytes failed/,
        /terminate called after throwing an instance of 'std::bad_alloc'/,
        /what\(\): {1,2}std::bad_alloc/,
      ],
    },
    rootCause: "The program was refused memory[[ ({bytes} bytes)]] and ended",
    explanation:
      "Machine or container have no memory left, or the program asked for an absurd amount because a length in its input is wrong.",
    checks: [
      "Memory of the machine or the container's limit at that time, and whether the amount is plausible",
    ],
    fixes: [
      "Process less at once, or give it more memory",
      "If the amount makes no sense, look for a damaged file or a wrong format",
    ],
  },
  {
    id: "native/cpp-exception",
    title: "C++ program ended by an exception",
    category: "code_bug",
    alternatives: ["data_quality", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /terminate called after throwing an instance of '(?<type>[\w:<>, ]{1,160})'/,
        /terminate called without an active exception/,
      ],
      names: [/what\(\): {1,2}(?<reason>[^\n]{3,120})/],
      not: [/std::bad_alloc/],
    },
    rootCause: "The C++ program ended because nobody handled an exception[[: {reason}]][[ ({type})]]",
    explanation:
      "An exception that no code catches ends the program. `out_of_range` and `logic_error` are bugs; `system_error` and `runtime_error` often report the outside.",
    checks: ["The text after `what():`, and a core dump (`gdb PROGRAM core`, `bt`)"],
    fixes: [
      "Fix what the text names, or handle the exception where the input is read",
      "If it is a library's, try its newest version",
    ],
  },
  {
    id: "native/heap-corruption",
    title: "Memory of a native program corrupted",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<reason>double free or corruption(?: \([\w!]{2,12}\))?|free\(\): invalid (?:pointer|size|next size(?: \(\w{4,8}\))?)|malloc\(\): [\w ():]{5,60}|corrupted size vs\. prev_size|munmap_chunk\(\): invalid pointer)/,
        /(?<reason>\*\*\* stack smashing detected \*\*\*)/,
        /(?<reason>heap-buffer-overflow|heap-use-after-free) on address/,
      ],
    },
    rootCause: "Compiled code corrupted its own memory: {reason}",
    explanation:
      "The C library noticed the damage when it managed memory; the bug is earlier, in the program or in an extension. Libraries that do not fit each other cause it as well.",
    checks: ["Which compiled extensions are loaded and what was upgraded last"],
    fixes: [
      "Go back to the versions before the last upgrade, or to a newer version of the extension",
      "Run it under `valgrind` or with the address sanitizer to find the place",
    ],
  },
];
