import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Teradata: numbered errors of the server, the same in every language. */
export const teradataSignatures: Signature[] = [
  {
    id: "teradata/no-such-object",
    title: "Table or database does not exist (Teradata)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Error 380[27]\](?:[^'\n]{0,60}'(?<object>[^'\n]{1,200})')?/,
        /Failure 380[27][: ](?:[^'\n]{0,60}'(?<object>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "The table, view or database[[ `{object}`]] does not exist in Teradata",
    explanation:
      "3807: no such table, view or macro in the named or default database; 3802: no such database.",
    checks: ["The connection's default database, and the name in `DBC.TablesV`"],
    fixes: ["Qualify the name with its database", "Run the step that creates the object first"],
  },
  {
    id: "teradata/no-such-column",
    title: "Column does not exist (Teradata)",
    category: "schema_change",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Error (?:3810|5628|3822)\](?:[^'\n]{0,60}'(?<column>[^'\n]{1,200})'|[^.\n]{0,40}Column (?<name>\w{1,128}))?/,
        /Failure (?:3810|5628)[: ]/,
      ],
    },
    rootCause: "Column[[ `{column}`]][[ `{name}`]] does not exist in the statement's tables",
    explanation: "The column was renamed, dropped or not yet added, or the statement misspells it.",
    checks: ["The table's columns in `DBC.ColumnsV`", "Changes of the table since the last success"],
    fixes: ["Use the column's current name", "Add the column before this task"],
  },
  {
    id: "teradata/duplicate-row",
    title: "Duplicate unique key (Teradata)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Error (?:2801|2802|2803)\](?:[^\n]{0,60}\bin (?<table>[\w.]{1,200}))?/,
        /Failure (?:2801|2802|2803)[: ]/,
      ],
    },
    rootCause: "A row with the same unique key already exists[[ in `{table}`]]",
    explanation:
      "2801 and 2803: duplicate value of a unique primary or secondary index; 2802: a duplicate row in a SET table.",
    checks: ["Duplicates of the key in the source", "Whether an earlier attempt had already loaded the rows"],
    fixes: ["Delete the run's rows first or use `MERGE`", "Remove duplicates from the source"],
  },
  {
    id: "teradata/invalid-value",
    title: "Value cannot be converted (Teradata)",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Error (?<code>2620|2621|2666|2665|6706|3996|2616|2617|6760)\](?: (?<what>[^\n]{3,160}))?/,
        /Failure (?<code>2620|2621|2666|2665|6706|3996|2616|2617|6760)[: ](?<what>[^\n]{3,160})?/,
      ],
    },
    rootCause: "A value does not fit its column or cannot be converted (Teradata error {code})[[: {what}]]",
    explanation:
      "2620, 2621: bad character in a number; 2665, 2666, 6760: invalid date or timestamp; 6706: untranslatable character; 3996: text too long; 2616: numeric overflow.",
    checks: ["The rows in the source whose values do not convert (`TRYCAST`)"],
    fixes: [
      "Find the rows with `TRYCAST(x AS …)` and set them aside",
      "3996: widen the column (`ALTER TABLE … ADD col VARCHAR(n)`); 6706: use a UNICODE column or the session character set UTF8; 2616: a larger type",
      "Correct the values at the source",
    ],
  },
  {
    id: "teradata/spool-space",
    title: "Spool space exhausted (Teradata)",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\[Error (?:2646|2507|2644)\](?:[^\n]{0,60}\bin (?<user>[\w.]{1,100}))?/,
        /Failure (?:2646|2507|2644)[: ]/,
      ],
    },
    rootCause: "The query exceeded its spool or permanent space[[ in `{user}`]]",
    explanation:
      "2646 and 2507: the query's intermediate results are larger than the user's spool limit, often by a skewed or missing join condition or stale statistics. 2644: the database has no permanent space left.",
    checks: ["The plan (`EXPLAIN`) for product joins and skew, and the statistics' age"],
    fixes: ["Correct the join or collect statistics", "Raise the user's spool or the database's perm space"],
  },
  {
    id: "teradata/permission-denied",
    title: "Privilege missing (Teradata)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Error (?:3523|3524|5315|3541)\](?:[^\n]{0,80}\b(?<privilege>SELECT|INSERT|UPDATE|DELETE|EXECUTE|CREATE \w{1,20}|DROP \w{1,20}) access(?: to (?<object>[\w.]{1,200}\w))?)?/,
        /Failure (?:3523|3524|5315)[: ]/,
      ],
    },
    rootCause: "The database user lacks a privilege[[: {privilege}]][[ on `{object}`]]",
    explanation:
      "3523: the user has no such access right. 5315: the view's owner lacks the right WITH GRANT OPTION.",
    checks: ["The user's rights and roles in `DBC.AllRightsV`, and the session's role"],
    fixes: ["Grant the right to the user or its role"],
  },
  {
    id: "teradata/login",
    title: "Login rejected (Teradata)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Error (?<code>8017|3004|3002|3003|8019)\](?: (?<what>[^\n]{3,120}))?/,
        /Failure (?<code>8017)[: ]/,
      ],
    },
    rootCause: "Teradata rejected the login (error {code})[[: {what}]]",
    explanation:
      "8017: user, password or account string is invalid, the password expired or the user is locked; the server deliberately does not say which.",
    checks: [
      "Whether the user is locked or its password expired (`DBC.UsersV`)",
      "The logon mechanism (`TD2`, `LDAP`) in the connection",
    ],
    fixes: ["Renew the password and update the connection", "Set the right `logmech`"],
  },
  {
    id: "teradata/locks",
    title: "Deadlock or lock timeout (Teradata)",
    category: "warehouse_sql",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\[Error (?:2631|7423|3111)\]/,
        /Failure (?:2631|7423|3111)[: ]/,
        /\[Error 2652\][^\n]{0,160}/,
      ],
    },
    rootCause: "Another session held a lock that this one needed",
    explanation:
      "2631: transaction aborted because of a deadlock; 2652: the table is locked by a load that has not finished (FastLoad, MultiLoad).",
    checks: ["What else loaded or read the table at that time"],
    fixes: ["Retry the transaction", "Release the load lock (`RELEASE MLOAD`) or finish the load"],
  },
  {
    id: "teradata/syntax-error",
    title: "SQL syntax error (Teradata)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[Error (?:3706|3707|3504|3809|3813)\](?: (?<reason>[^\n]{3,160}))?/,
        /Failure (?:3706|3707|3504)[: ](?<reason>[^\n]{3,160})?/,
      ],
    },
    rootCause: "Teradata rejected the SQL[[: {reason}]]",
    explanation:
      "3706, 3707: syntax error; 3504: a selected column is not grouped; 3809: ambiguous column; 3813: more values than columns.",
    checks: ["The rendered statement, and what changed in it"],
    fixes: ["Correct the statement at the position that the message names"],
  },
  {
    id: "teradata/no-room",
    title: "Teradata database has no room left",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/No more room in database (?<database>[\w$#]{1,128})/],
      names: [/The table '(?<table>[^'\n]{1,200})' is full/],
    },
    rootCause:
      "The permanent space of the Teradata database `{database}` is used up[[, so `{table}` cannot grow]]",
    explanation:
      "A Teradata database has a fixed amount of permanent space, divided evenly among the AMPs. A skewed table can fill one AMP's share while others are empty.",
    checks: [
      "`SELECT SUM(CurrentPerm), SUM(MaxPerm) FROM DBC.DiskSpaceV WHERE DatabaseName = '{database}'`, and the same per `Vproc` for skew",
    ],
    fixes: [
      "Drop or move what is no longer needed, or add space: `MODIFY DATABASE {database} AS PERM = …`",
      "For a skewed table choose a primary index with more distinct values",
    ],
  },
  {
    id: "teradata/workload-aborted",
    title: "Teradata workload management aborted the query",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Request (?:aborted|rejected) by TDWM\.? ?(?<message>[^\n]{0,160})/,
        /TDWM (?<message>(?:Filter|Throttle|Rule) violation[^\n]{0,120})/,
        /\[Error (?:3156|3149|3151)\]/,
      ],
    },
    rootCause: "Teradata's workload management stopped the query[[: {message}]]",
    explanation:
      "A rule of TASM or TIWM limits CPU, I/O, run time or the estimated size of queries for that user or time of day.",
    checks: [
      "Which rule the message names, and the query's plan (`EXPLAIN`): product joins, missing statistics",
    ],
    fixes: [
      "Collect statistics and reduce the query",
      "Run it in another window or workload (query band), or ask the administrators to adapt the rule",
    ],
  },
  {
    id: "teradata/restructured",
    title: "Teradata table was changed while in use",
    category: "infrastructure",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /\[Error (?:2641|3111|2826|2828)\]/,
        /(?<object>[\w.$]{1,120}) was restructured\. Resubmit/,
        /Failure (?:2641|3111|2826|2828)[: ]/,
      ],
      names: [/(?<object>[\w.$]{1,120}) was restructured/],
    },
    rootCause:
      "Teradata could not complete the request: the system restarted or the table[[ `{object}`]] was altered meanwhile",
    explanation:
      "2641: the table was altered after the request was parsed. 2826 and 2828: a restart lost or rolled back the request. 3111: the dispatcher timed it out.",
    checks: ["Whether the system was restarted, or a DDL job ran at that time"],
    fixes: ["Submit the request again", "Keep DDL and loads of the same table apart"],
  },
];
