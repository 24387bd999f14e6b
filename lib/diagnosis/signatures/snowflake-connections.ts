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
    rootCause: "The connection's Snowflake role lacks a privilege[[ on {kind} `{object}`]]",
    explanation:
      "The object exists and the role can see it, but lacks the privilege for what the statement does.",
    checks: [
      "`SHOW GRANTS ON …` and `SHOW GRANTS TO ROLE …` for the connection's role",
      "Whether another role recreated the object, which drops its grants",
    ],
    fixes: [
      "Grant it:[[ `GRANT … ON {kind} {object} TO ROLE …`]] (USAGE for databases, schemas and warehouses; SELECT, INSERT for tables; CREATE TABLE for schemas)",
      "If a recreated object lost its grants, add `GRANT … ON FUTURE TABLES IN SCHEMA …` or recreate it with `COPY GRANTS`",
      "Or let the connection use the role that owns the object",
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
      message: [/Incorrect username or password was specified/],
      also: [
        /snowflake|(?:^|\D)25\d{4}(?:\D|$)|39\d{4}/i,
        /(?:Failed to connect to DB: |https:\/\/)(?<host>[\w.-]{3,200})|$/,
      ],
    },
    rootCause: "Snowflake[[ account `{host}`]] rejected the user name or password",
    explanation: "The account was reached, but the password does not belong to the user.",
    checks: [
      "User and password in the connection, and when the password was changed",
      "`SELECT * FROM TABLE(INFORMATION_SCHEMA.LOGIN_HISTORY())` for the failed login",
    ],
    fixes: [
      "Put the current password into the connection",
      "Better, let the pipeline log in with a key pair (`ALTER USER … SET RSA_PUBLIC_KEY = …`, `private_key_file` in the connection)",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/key-pair-auth"],
  },
  {
    id: "snowflake/password-not-enough",
    title: "Snowflake asks for a second factor",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Multi-factor authentication is required for this account/,
        /Failed to authenticate: MFA with TOTP is required/,
      ],
      also: [/snowflake|25\d{4}|39\d{4}/i],
    },
    rootCause: "Snowflake requires a second factor, which a pipeline cannot give",
    explanation: "The account no longer lets this user in with a password alone.",
    checks: [
      "`SHOW USERS`: the user's `type` (a pipeline's user should be SERVICE), and the account's authentication policy",
    ],
    fixes: [
      "Switch the pipeline to a key pair: `ALTER USER … SET TYPE = SERVICE RSA_PUBLIC_KEY = …` and `private_key_file` in the connection",
      "Or use a programmatic access token as the password",
    ],
  },
  {
    id: "snowflake/user-disabled",
    title: "Snowflake user disabled",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: { message: [/User access disabled\. Contact your local system administrator/] },
    rootCause: "The Snowflake user of the connection is disabled",
    explanation: "An administrator, or user provisioning (SCIM), disabled the user.",
    checks: ["`SHOW USERS`: `disabled`, and who changed it (`QUERY_HISTORY`)"],
    fixes: [
      "`ALTER USER … SET DISABLED = FALSE`, if it should still work",
      "Otherwise use the pipeline's own service user in the connection",
    ],
  },
  {
    id: "snowflake/key-refused",
    title: "Snowflake rejected the private key",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/JWT token is invalid/],
      also: [
        /snowflake|(?:^|\D)25\d{4}(?:\D|$)|39\d{4}/i,
        /Failed to connect to DB: (?<host>[\w.-]{3,200})|$/,
      ],
    },
    rootCause: "Snowflake[[ account `{host}`]] rejected the key-pair login (JWT token is invalid)",
    explanation:
      "The key is not registered for that user, account or user are written differently than in the JWT, or the worker's clock is off.",
    checks: [
      "`DESC USER …`: `RSA_PUBLIC_KEY_FP` against `openssl rsa -pubin -in key.pub -outform DER | openssl dgst -sha256 -binary | base64`",
      "`SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('uuid')` with the id in the message; the worker's clock",
    ],
    fixes: [
      "Register the public key: `ALTER USER … SET RSA_PUBLIC_KEY = '…'`, or use the matching private key",
      "Write account and user as Snowflake knows them (account without region for organization names)",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/key-pair-auth-troubleshooting"],
  },
  {
    id: "snowflake/token-expired",
    title: "Snowflake token expired or invalid",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Authentication token has expired\. {1,2}The user must authenticate again/,
        /(?<kind>OAuth access token) expired/,
        /Invalid (?<kind>OAuth access token)/,
        /(?<kind>Programmatic access token) is (?:invalid|expired|disabled)/,
      ],
      also: [/snowflake|(?:^|\D)25\d{4}(?:\D|$)|39\d{4}/i],
    },
    rootCause: "The Snowflake session's token is no longer valid[[ ({kind})]]",
    explanation:
      "A session's token expires after four hours without activity; OAuth and programmatic access tokens have their own lifetime.",
    checks: [
      "How long the session was idle before the failing statement",
      "For OAuth or programmatic tokens, their expiry (`SHOW USER PROGRAMMATIC ACCESS TOKENS`)",
    ],
    fixes: [
      "For long tasks, set `client_session_keep_alive=True`, or open the connection just before the statement",
      "Renew the token and put it into the connection",
    ],
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
    fixes: [
      "Grant the role: `GRANT ROLE[[ {role}]] TO USER …`",
      "Or correct the role, warehouse or database in the connection",
    ],
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
      "Set `warehouse` in the connection, or `ALTER USER … SET DEFAULT_WAREHOUSE = …`",
      "If it is set: `GRANT USAGE ON WAREHOUSE … TO ROLE …` to the connection's role",
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
    fixes: [
      "Set `database` and `schema` in the connection, or write `database.schema.table` in the statement",
      "If they are set: `GRANT USAGE ON {kind} … TO ROLE …` to the connection's role",
    ],
  },
];
