import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Snowflake: logins, roles, network and warehouses. */
export const snowflakeConnectionSignatures: Signature[] = [
  {
    id: "snowflake/insufficient-privileges",
    title: "Snowflake role lacks a privilege",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Insufficient privileges to operate on (?<kind>[a-z]{3,20}(?: [a-z]{3,20})?) '(?<object>[^'\n]{1,300})'/,
        /SQL access control error:\s{0,4}(?<reason>[^\n]{0,160})/,
        /\b003001 \(42501\)/,
      ],
    },
    rootCause: "The current Snowflake role lacks a privilege[[ on {kind} `{object}`]]",
    explanation:
      "The object exists and the role can see it, but lacks the privilege for what the statement does.",
    checks: [
      "`SHOW GRANTS ON …` and `SHOW GRANTS TO ROLE …` for the connection's role",
      "Whether another role recreated the object, which drops its grants",
    ],
    fixes: [
      "Grant the missing privilege to the pipeline's role, including future objects in the schema",
      "Use the role that owns the object",
    ],
  },
  {
    id: "snowflake/login-refused",
    title: "Snowflake rejected the username or password",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Incorrect username or password was specified/,
        /User access disabled\. Contact your local system administrator/,
        /Multi-factor authentication is required for this account/,
        /Failed to authenticate: MFA with TOTP is required/,
      ],
      also: [/snowflake|(?:^|\D)25\d{4}(?:\D|$)|39\d{4}/i],
    },
    rootCause:
      "Snowflake rejected the login: wrong user or password, a disabled user, or a missing second factor",
    explanation:
      "The account was reached, but the user may not log in this way. Password-only logins are rejected where the account requires a second factor.",
    checks: [
      "User and password in the connection, and when the password was changed",
      "`SHOW USERS`: disabled, locked, user type (`SERVICE` users cannot use passwords)",
    ],
    fixes: [
      "Put the current password or key into the connection",
      "Let pipelines log in with a key pair or a programmatic access token instead of a password",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/key-pair-auth"],
  },
  {
    id: "snowflake/key-refused",
    title: "Snowflake rejected the key or token",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /JWT token is invalid/,
        /Authentication token has expired\. {1,2}The user must authenticate again/,
        /OAuth access token expired/,
        /Invalid OAuth access token/,
        /Programmatic access token is (?:invalid|expired|disabled)/,
      ],
      also: [/snowflake|(?:^|\D)25\d{4}(?:\D|$)|39\d{4}/i],
    },
    rootCause: "Snowflake rejected the connection's key or token",
    explanation:
      "The JWT is signed with a key that is not registered for the user, names a different account or user, or the machine's clock is off; or a token simply expired.",
    checks: [
      "`DESC USER`: `RSA_PUBLIC_KEY_FP` against the fingerprint of the key in use",
      "Account and user as written in the connection, and the worker's clock",
      "How long the session was idle (sessions expire after four hours without `client_session_keep_alive`)",
    ],
    fixes: [
      "Register the public key for the user, or use the matching private key",
      "Renew the token; set `client_session_keep_alive` for long tasks",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/key-pair-auth-troubleshooting"],
  },
  {
    id: "snowflake/login-rejected",
    title: "Snowflake rejected the session",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Role '(?<role>[^'\n]{1,200})' specified in the connect string (?<reason>does not exist or not authorized|is not granted to this user)/,
        /(?<reason>The requested (?:role|warehouse|database|schema) does not exist or not authorized)/,
        /The (?<reason>role requested in the connection[^\n]{0,160}is not listed in the Access Token)/,
        /Failed to connect to DB: (?<host>[\w.-]{3,200})(?::\d{1,5})?\. (?<reason>[^\n]{1,160})/,
      ],
      not: [
        /JWT token is invalid|Incorrect username|locked|not allowed to access|MFA|[Mm]ulti-factor|User access disabled|Verify the account name/,
      ],
    },
    rootCause: "Snowflake did not open a session[[: role `{role}`]][[: {reason}]]",
    explanation:
      "The account was reached but refused the login; the reason follows the address in the message. A role must exist and be granted to the connection's user.",
    checks: [
      "`SHOW GRANTS TO USER …` for the connection's role, and the user's default role",
      "`LOGIN_HISTORY` for the rejected login",
    ],
    fixes: ["Grant the role to the user, or fix the role name in the connection"],
  },
  {
    id: "snowflake/user-locked",
    title: "Snowflake user temporarily locked",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /User temporarily locked\. Try again later/,
        /Your user account has been temporarily locked due to too many failed attempts/,
      ],
    },
    rootCause: "The Snowflake user is locked after too many failed logins",
    explanation:
      "After several failed logins, Snowflake locks the user for fifteen minutes. Something logs in with the wrong password, perhaps another task that retries.",
    checks: ["`LOGIN_HISTORY` for the client and address of the failed logins"],
    fixes: [
      "Fix the credentials of whatever is failing to log in, then wait, or unlock with `ALTER USER … SET MINS_TO_UNLOCK = 0`",
    ],
  },
  {
    id: "snowflake/network-policy",
    title: "Snowflake network policy blocks the address",
    category: "auth_permission",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Incoming request with IP\/Token (?<address>[\w.:]{3,60}) is not allowed to access Snowflake/,
        /IP (?<address>[\d.]{7,15}) is not allowed to access Snowflake/,
      ],
    },
    rootCause: "A Snowflake network policy blocks the address `{address}`",
    explanation:
      "The account or user has a network policy that does not include the worker's outgoing address, often because the worker moved or its gateway changed.",
    checks: ["The worker's outgoing address, and the policy's allowed list (`DESC NETWORK POLICY`)"],
    fixes: ["Add the address to the policy, or route the worker's traffic through an allowed one"],
    docs: ["https://docs.snowflake.com/en/user-guide/network-policies"],
  },
  {
    id: "snowflake/unreachable",
    title: "Snowflake unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /The certificate is revoked or could not be validated: hostname=(?<host>[\w.-]{3,200})/,
        /Could not connect to Snowflake backend after \d{1,4} attempt/,
        /25000[13](?: \(\w{5}\))?: (?:None: )?(?:Failed to (?:get the response|execute request)|Hanging\?)/,
      ],
      not: [
        /JWT token is invalid|Incorrect username|User temporarily locked|not allowed to access|token|User access disabled|[Mm]ulti-factor|MFA/,
      ],
    },
    rootCause: "The task could not connect to Snowflake[[ ({host})]]",
    explanation:
      "The connector tried several times without success: the network or a proxy is in the way, the account name is wrong, or the service did not respond in time.",
    checks: [
      "Whether the host `<account>.snowflakecomputing.com` resolves and responds from the worker",
      "Snowflake's status page for that time",
    ],
    fixes: [
      "Retry with backoff",
      "Fix the account identifier, or allow Snowflake's and its stage's addresses through the proxy",
    ],
  },
  {
    id: "snowflake/wrong-account",
    title: "Snowflake account identifier wrong or missing",
    category: "configuration",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to connect to DB\. Verify the account name is correct: (?<host>[\w.:-]{3,200})/,
        /29040[34](?: \(\w{5}\))?: (?:None: )?40[34] (?:Not Found|Forbidden): (?:post|get) (?<host>[\w.:/-]{5,120}snowflakecomputing\.\w{2,4})/i,
        /25100[1-6](?: \(\w{5}\))?: (?:None: )?(?<setting>Account|User|Password) (?:must be specified|is empty)/,
      ],
    },
    rootCause: "The connection has no valid Snowflake account[[ ({host})]][[: {setting} is empty]]",
    explanation:
      "The host name is built from the account identifier. With a wrong one (a missing region or organization), Snowflake's front end returns 403 or 404 before any login.",
    checks: [
      "The connection's `account` against `SELECT CURRENT_ORGANIZATION_NAME(), CURRENT_ACCOUNT_NAME()`",
    ],
    fixes: ["Write the account as `organization-account`, or as locator with region and cloud"],
    docs: ["https://docs.snowflake.com/en/user-guide/admin-account-identifier"],
  },
  {
    id: "snowflake/no-active-warehouse",
    title: "No Snowflake warehouse selected",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/No active warehouse selected in the current session/, /\b000606 \(57P03\)/] },
    rootCause: "The session has no active warehouse",
    explanation:
      "The connection names no warehouse or one that does not exist, or the role has no USAGE on it: Snowflake still opens the session, just without a warehouse.",
    checks: ["The connection's `warehouse`, and `SHOW GRANTS ON WAREHOUSE …` for the role"],
    fixes: [
      "Set the warehouse in the connection or as the user's default",
      "Grant the role USAGE on the warehouse",
    ],
  },
  {
    id: "snowflake/no-current-database",
    title: "No Snowflake database or schema selected",
    category: "configuration",
    alternatives: ["auth_permission", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This session does not have a current (?<kind>database|schema)/,
        /Cannot perform (?<statement>[A-Z ]{3,40})\. This session does not have a current (?<kind>database|schema)/,
      ],
    },
    rootCause: "The session has no current {kind}, and the statement does not qualify the name",
    explanation:
      "The connection names no database or schema, or one that the role may not use, so unqualified names cannot be resolved.",
    checks: ["The connection's database and schema, and the role's USAGE on them"],
    fixes: ["Set them in the connection, or write `database.schema.table` in the query"],
  },
];
