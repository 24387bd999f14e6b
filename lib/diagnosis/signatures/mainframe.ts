import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** z/OS batch (JCL, COBOL, VSAM), IBM i and IBM MQ. */
export const mainframeSignatures: Signature[] = [
  {
    id: "zos/data-exception",
    title: "Job abended with S0C7: bad numeric data",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bABEND(?:ED)?[ =:]{1,3}(?:WITH )?(?:CODE )?S?0C7\b/i,
        /\bCEE3207S\b/,
        /System Completion Code=0C7/,
      ],
      names: [
        /From compile unit (?<program>[\w$#@]{1,8})\b/,
        /IEF450I (?<job>[\w$#@]{1,8}) (?<step>[\w$#@]{1,8})/,
      ],
    },
    rootCause: "[[`{program}`: ]]a packed or zoned decimal field holds something that is not a number (S0C7)",
    explanation:
      "A decimal instruction met invalid digits or sign: spaces or low values in a COMP-3 field, a field that was never initialized, or a record layout that does not match the copybook.",
    checks: [
      "The offset or statement in the dump, the field it uses and the input record in work",
      "Whether the file's layout or length changed",
    ],
    fixes: [
      "Correct or set aside the record and restart from the step",
      "Test fields with `IF field NUMERIC` before computing, and initialize working storage",
      "Compile with the copybook that fits the file",
    ],
  },
  {
    id: "zos/addressing",
    title: "Job abended with an addressing exception",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bABEND(?:ED)?[ =:]{1,3}(?:WITH )?(?:CODE )?(?<code>S?0C[145B])\b/i,
        /\b(?<code>IGZ0006S|CEE3204S|CEE3201S)\b/,
      ],
      names: [/reference to table (?<table>[\w-]{1,30})/],
    },
    rootCause:
      "The program used an address outside its storage ({code})[[: table `{table}` is indexed past its end]]",
    explanation:
      "Mostly a subscript or index beyond the table, a file that is not open, parameters that do not fit the called program, or a call of a missing module.",
    checks: ["The statement at the offset in the dump, and the subscript's value there"],
    fixes: [
      "Raise the table's OCCURS or check the subscript",
      "Compile with `SSRANGE` to find the reference",
      "Check OPEN status and the linkage of the called program",
    ],
  },
  {
    id: "zos/module-not-found",
    title: "Load module not found (S806)",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /CSV003I REQUESTED MODULE (?<module>[\w$#@]{1,8}) NOT FOUND/,
        /\bABEND(?:ED)?[ =:]{1,3}(?:WITH )?(?:CODE )?S?806\b/i,
      ],
    },
    rootCause: "The load module[[ `{module}`]] is in none of the job's libraries (S806)",
    explanation:
      "z/OS looks for a program in STEPLIB or JOBLIB, then in the link list. The module is not there.",
    checks: ["The step's STEPLIB and the members of these libraries"],
    fixes: [
      "Add the library that holds the module to STEPLIB",
      "Promote or link-edit the module into the library",
    ],
  },
  {
    id: "zos/space",
    title: "Data set ran out of space (B37, D37, E37)",
    category: "resource_exhausted",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bABEND(?:ED)?[ =:]{1,3}(?:WITH )?(?:CODE )?(?<code>S?[BDE]37)\b/i,
        /\bIEC03[0-2]I (?<code>[BDE]37)-[0-9A-F]{2}/,
        /\b(?<code>ICE046A) SORT CAPACITY EXCEEDED/,
      ],
    },
    rootCause: "A data set or the sort work space is full ({code})",
    explanation:
      "B37: no more space on the volumes; D37: the primary space is used up and no secondary is given; E37: all 16 extents or the directory are used up. ICE046A: the sort work space is too small.",
    checks: ["The DD name in the IEC message, its SPACE parameter and how much data came this time"],
    fixes: [
      "Raise primary and secondary SPACE, add volumes (`UNIT=(SYSDA,n)`), delete the partial data set and restart",
      "For the sort, raise SORTWK space or `DYNALLOC`, and give the size with `FILSZ=En`",
    ],
  },
  {
    id: "zos/cancelled-or-time",
    title: "Job cancelled or out of CPU time",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/\bABEND(?:ED)?[ =:]{1,3}(?:WITH )?(?:CODE )?(?<code>S?(?:122|222|322|522|622))\b/i],
    },
    rootCause: "The job was cancelled or ran past a time limit ({code})",
    explanation:
      "S122 and S222: the operator or the scheduler cancelled it. S322: the CPU time limit is used up. S522: it waited too long.",
    checks: ["The system log at that time: who cancelled, or what it waited for (data set, tape, lock)"],
    fixes: [
      "For S322, raise `TIME=` after ruling out a loop",
      "For S522, free what it waited for; for S222, ask the operator, then restart",
    ],
  },
  {
    id: "zos/data-set-missing",
    title: "Data set not found",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /IEF212I (?<job>[\w$#@]{1,8}) (?<step>[\w$#@]{1,8}) (?<dd>[\w$#@+]{1,12}) ?- DATA SET NOT FOUND/,
        /IDC3012I ENTRY (?<dataset>[\w$#@.()+-]{1,60}) NOT FOUND/,
        /IGD17\d{3}I[^\n]{0,80}NOT FOUND/,
      ],
    },
    rootCause: "The input data set [[`{dataset}` ]][[of DD `{dd}` (step {step}) ]]is not cataloged",
    explanation:
      "The catalog has no such name: the job that creates it did not run, it was deleted or migrated, or the generation or name in the JCL is wrong.",
    checks: [
      "`LISTCAT ENT('name')`, and the job that creates the data set",
      "The generation number, if it is a GDG",
    ],
    fixes: [
      "Run the producing job or transfer, then restart from the step",
      "Correct the name or relative generation in the JCL",
    ],
  },
  {
    id: "zos/jcl-error",
    title: "JCL error",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /IEFC452I (?<job>[\w$#@]{1,8}) ?- JOB NOT RUN ?- JCL ERROR/,
        /IEF453I (?<job>[\w$#@]{1,8}) ?- JOB FAILED ?- JCL ERROR/,
      ],
      names: [/\b(?<detail>IEF(?:C\d{3}|\d{3})I (?!\w{1,8} ?- JOB)[A-Z][A-Z ,=.'-]{5,80})/],
    },
    rootCause: "z/OS did not run `{job}`: its JCL is wrong[[ ({detail})]]",
    explanation:
      "The converter or the allocation refused a statement; the message with its number is in JESYSMSG beside the statement.",
    checks: ["The IEF or IEFC message before this one, and what changed in the JCL or its symbols"],
    fixes: [
      "Correct the statement and submit again",
      "Check changes with `TYPRUN=SCAN` or the site's JCL checker",
    ],
  },
  {
    id: "zos/racf-denied",
    title: "RACF denied access",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ICH408I USER\((?<user>[\w$#@]{1,8}) *\)/,
        /\bABEND(?:ED)?[ =:]{1,3}(?:WITH )?(?:CODE )?S?913\b/i,
      ],
      names: [
        /\) (?<resource>[\w$#@.]{3,60}) CL\((?<class>\w{1,10})/,
        /ACCESS INTENT\((?<intent>\w{3,10}) *\)/,
      ],
    },
    rootCause: "RACF denied access[[ of `{user}`]][[ to `{resource}`]][[ ({intent})]]",
    explanation: "The job's user id has no or too low an access in the profile that covers the resource.",
    checks: ["`LISTDSD DA('name') AUTHUSER` or `RLIST`, and the job's user id"],
    fixes: [
      "Have the security administrator permit the user id: `PERMIT 'profile' ID(user) ACCESS(READ)`",
      "Submit the job under the right user id",
    ],
  },
  {
    id: "vsam/duplicate-key",
    title: "VSAM load met a duplicate or unsorted key",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/IDC3351I \*\* VSAM I\/O RETURN CODE IS (?<code>\d{1,3})/, /IDC330[28]I\b/],
      also: [/DUPLICATE RECORD|RPLFDBWD ?= ?X'\w{0,6}0[8C]'|OUT OF SEQUENCE/],
      names: [/ON KEYED LOAD OF (?<dataset>[\w$#@.]{3,60})/],
    },
    rootCause: "The records for the VSAM file[[ `{dataset}`]] hold a key twice or are not sorted",
    explanation: "REPRO loads a KSDS in key order and refuses a key that it has already seen.",
    checks: ["The input's duplicate keys, and whether the file already held records"],
    fixes: [
      "Sort the input by key and drop duplicates (`SUM FIELDS=NONE`), then load again",
      "Delete and define the cluster first, or use `REPLACE`",
    ],
  },
  {
    id: "ibm-i/object-missing",
    title: "IBM i object not found",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bCPF(?:4102|4101|9812|9815|3012)\b[^\n]{0,20}?(?:File|Member) (?<object>[\w$#@]{1,10})/,
        /\bCPF(?:9801|9811|9810|2105|2110)\b[^\n]{0,20}?(?:Object|Program|Library) (?<object>[\w$#@]{1,10})/,
      ],
      names: [
        /in library (?<library>\*?[\w$#@]{1,10})/,
        /member (?<member>[\w$#@]{1,10}) (?:not found|in file)/,
      ],
    },
    rootCause: "IBM i finds no object `{object}`[[ in library {library}]][[, member `{member}`]]",
    explanation:
      "The file, member, program or library does not exist, or is in a library that is not in the job's library list.",
    checks: [
      "`WRKOBJ {object}`, and the library list of the job (`DSPLIBL`, job description)",
      "Whether the job that creates the member ran",
    ],
    fixes: [
      "Run the producing job, then start again",
      "Add the library to the job's library list, or qualify the name",
    ],
  },
  {
    id: "ibm-i/not-authorized",
    title: "IBM i user not authorized",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bCPF(?:2182|9820|9802|2189|9822)\b[^\n]{0,20}?Not authorized to (?:use )?(?:library|object|file|program)? ?(?<object>[\w$#@]{1,10})/i,
      ],
      names: [/Job \d{6}\/(?<user>[\w$#@]{1,10})\//],
    },
    rootCause: "The IBM i user[[ `{user}`]] is not authorized to `{object}`",
    explanation: "The user profile and its groups have no sufficient authority to the object or its library.",
    checks: ["`DSPOBJAUT OBJ({object})`, and the library's authority"],
    fixes: ["Grant the authority: `GRTOBJAUT`, or put the user on the authorization list"],
  },
  {
    id: "ibm-mq/no-message",
    title: "No message on the MQ queue",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/\bMQRC_NO_MSG_AVAILABLE\b/, /\b[Rr]eason(?: code)? '?2033\b/],
      names: [/on queue '?(?<queue>[\w.%/]{3,48})/],
    },
    rootCause: "No message arrived on the queue[[ `{queue}`]] within the wait (2033)",
    explanation:
      "MQGET found no message that fits until its wait interval ended. For a batch that expects one, the sender has not delivered.",
    checks: [
      "Depth and last put of the queue, the sender's channel and the dead-letter queue",
      "Message or correlation ids that the get asks for",
    ],
    fixes: [
      "Have the sender put the message, or restart the channel",
      "Treat 2033 as the normal end if an empty queue is fine",
    ],
  },
  {
    id: "ibm-mq/unreachable",
    title: "MQ queue manager not reachable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\b(?<code>MQRC_CONNECTION_BROKEN|MQRC_Q_MGR_NOT_AVAILABLE|MQRC_HOST_NOT_AVAILABLE|MQRC_Q_MGR_QUIESCING|MQRC_CHANNEL_NOT_AVAILABLE|MQRC_UNKNOWN_CHANNEL_NAME)\b/,
        /\b[Rr]eason(?: code '?| '| code: )(?<code>2009|2059|2538|2537)\b/,
      ],
      names: [/channel '?(?<channel>[\w.%/]{2,20})/, /host '?(?<host>[\w.-]{1,120}(?:\(\d{1,5}\))?)/],
    },
    rootCause: "The connection to the queue manager failed ({code})[[, channel `{channel}`]][[ on `{host}`]]",
    explanation:
      "The queue manager or its listener is down or stopping, a firewall cut an idle connection, or the channel is stopped or does not exist.",
    checks: ["`dspmq`, the listener, `DISPLAY CHSTATUS`, and AMQERR01.LOG of the queue manager"],
    fixes: [
      "Start the queue manager, listener or channel, then rerun",
      "Correct host, port and channel name",
      "Reconnect automatically (`MQCNO_RECONNECT`) and set `HBINT` and `KAINT` for idle connections",
    ],
  },
];
