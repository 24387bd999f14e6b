/**
 * Rules for secrets in a vendor format. `hint` is a literal that every such secret contains (searched case-sensitively,
 * in one pass over the text); `pattern` is tried at the start of the hint, or up to `back` characters earlier at the start
 * of the surrounding word. All patterns are bounded, so that the pass stays linear. Prefixes and lengths follow vendor
 * documentation.
 */
export interface VendorRule {
  kind: string;
  hint: string;
  /** Sticky; the secret is the first group, which ends the match, or else the match. */
  pattern: RegExp;
  /** Maximum distance from the start of the secret to the hint. */
  back?: number;
  /** Characters allowed before the hint, if not word characters. */
  before?: RegExp;
  /** True if the secret may begin in the middle of a word, as in `bot1234:AA…`. */
  isInWord?: boolean;
  /** True if it may do so, as in `keyAKIA…`, where it looks random: a `network_test_…` ends like `rk_test_…`. */
  mayFollowWord?: boolean;
  /** True if a dot follows the word that starts with the hint; checked first, because the hint is common in base64. */
  isDotted?: boolean;
  /** True if people may have chosen it, so that it could be guessed. */
  isGuessable?: boolean;
}

const END = "(?![A-Za-z0-9])";

function rule(kind: string, hint: string, rest: string, back?: number): VendorRule {
  return {
    kind,
    hint,
    pattern: new RegExp(back === undefined ? hint.replaceAll(".", "\\.") + rest : rest, "y"),
    back,
  };
}

const DIGIT = /[0-9]/;
const NOT_BLANK = /[^\s"'`<>=,]/;
const HEX = /[0-9a-f]/;

function rules(kind: string, hints: readonly string[], rest: string): VendorRule[] {
  return hints.map((hint) => rule(kind, hint, rest));
}

/** Kinds with a hint that hardly any word ends with. */
const MAY_FOLLOW_WORD = new Set([
  "anthropic-key",
  "aws-access-key",
  "dbt-token",
  "digitalocean-token",
  "docker-token",
  "doppler-token",
  "figma-token",
  "github-token",
  "gitlab-token",
  "google-client-secret",
  "google-oauth-token",
  "grafana-token",
  "huggingface-token",
  "jwt",
  "linear-key",
  "newrelic-key",
  "npm-token",
  "planetscale-token",
  "postman-key",
  "pypi-token",
  "rubygems-key",
  "sentry-token",
  "shopify-token",
  "slack-token",
  "stripe-key",
  "vault-token",
  "webhook-secret",
]);

/** In order of precedence for rules that share a hint. */
const RULES: readonly VendorRule[] = [
  ...rules("aws-access-key", ["AKIA", "ASIA", "ABIA", "ACCA"], `[A-Z0-9]{16}${END}`),
  ...rules(
    "aws-session-token",
    ["IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"],
    "[A-Za-z0-9+/=%_-]{60,4096}",
  ),
  ...rules("github-token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], `[A-Za-z0-9]{30,255}${END}`),
  rule("github-token", "github_pat_", "[A-Za-z0-9_]{50,255}"),
  ...rules(
    "gitlab-token",
    ["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glsoat-", "glft-", "glagent-", "glimt-", "GR1348941"],
    "[A-Za-z0-9_-]{20,255}",
  ),
  ...rules(
    "slack-token",
    ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xoxc-", "xoxd-", "xapp-"],
    "[A-Za-z0-9.%-]{10,255}",
  ),
  rule("slack-webhook", "hooks.slack.com/", "(?:services|workflows|triggers)/([A-Za-z0-9/_-]{20,120})"),
  rule("teams-webhook", "webhook.office.com/", "webhookb2/([A-Za-z0-9@/_-]{20,260})"),
  rule("discord-webhook", "/api/webhooks/", "(\\d{15,22}/[A-Za-z0-9_-]{40,120})"),
  ...rules("stripe-key", ["sk_live_", "sk_test_", "rk_live_", "rk_test_"], `[A-Za-z0-9]{16,255}${END}`),
  rule("webhook-secret", "whsec_", "[A-Za-z0-9+/=_-]{20,255}"),
  rule("google-api-key", "AIza", `[A-Za-z0-9_-]{35}${END}`),
  rule("google-oauth-token", "ya29.", "[A-Za-z0-9_-]{20,2048}"),
  rule("google-refresh-token", "1//0", "[A-Za-z0-9_-]{30,512}"),
  rule("google-client-secret", "GOCSPX-", "[A-Za-z0-9_-]{24,64}"),
  rule("anthropic-key", "sk-ant-", "[A-Za-z0-9_-]{20,255}"),
  ...rules("openai-key", ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-"], "[A-Za-z0-9_-]{20,255}"),
  rule("openai-key", "T3BlbkFJ", `sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}${END}`, 23),
  rule("openrouter-key", "sk-or-v1-", `[0-9a-f]{64}${END}`),
  rule("groq-key", "gsk_", `[A-Za-z0-9]{40,64}${END}`),
  rule("xai-key", "xai-", `[A-Za-z0-9]{60,100}${END}`),
  rule("perplexity-key", "pplx-", `[A-Za-z0-9]{40,64}${END}`),
  rule("replicate-token", "r8_", `[A-Za-z0-9]{37}${END}`),
  rule("huggingface-token", "hf_", `[A-Za-z0-9]{30,64}${END}`),
  rule("sendgrid-key", "SG.", "[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,64}"),
  rule("mailgun-key", "key-", `[0-9a-f]{32}${END}`),
  rule("mailchimp-key", "-us", `[0-9a-f]{32}-us[0-9]{1,2}${END}`, 32),
  rule("twilio-key", "SK", `[0-9a-f]{32}${END}`),
  rule("databricks-token", "dapi", `[0-9a-f]{32}(?:-[0-9]{1,2})?${END}`),
  rule("databricks-secret", "dose", `[0-9a-f]{32}${END}`),
  ...rules("dbt-token", ["dbtc_", "dbtu_", "dbts_"], "[A-Za-z0-9_=-]{30,255}"),
  ...rules("prefect-key", ["pnu_", "pnb_", "pfu_"], `[A-Za-z0-9]{30,64}${END}`),
  rule("npm-token", "npm_", `[A-Za-z0-9]{36}${END}`),
  rule("pypi-token", "pypi-", "[A-Za-z0-9_-]{50,512}"),
  ...rules("docker-token", ["dckr_pat_", "dckr_oat_"], "[A-Za-z0-9_-]{20,64}"),
  rule("rubygems-key", "rubygems_", `[0-9a-f]{48}${END}`),
  ...rules("vault-token", ["hvs.", "hvb.", "hvr."], "[A-Za-z0-9_-]{20,512}"),
  ...rules("digitalocean-token", ["dop_v1_", "doo_v1_", "dor_v1_"], `[0-9a-f]{64}${END}`),
  ...rules("shopify-token", ["shpat_", "shpca_", "shppa_", "shpss_"], `[0-9a-fA-F]{32}${END}`),
  ...rules("square-token", ["sq0atp-", "sq0csp-"], "[A-Za-z0-9_-]{22,64}"),
  ...rules("newrelic-key", ["NRAK-", "NRII-", "NRJS-", "NRRA-"], "[A-Za-z0-9_-]{19,64}"),
  ...rules("grafana-token", ["glsa_", "glc_"], "[A-Za-z0-9_+/=]{32,512}"),
  ...rules("sentry-token", ["sntrys_", "sntryu_"], "[A-Za-z0-9_+/=]{40,512}"),
  rule("linear-key", "lin_api_", `[A-Za-z0-9]{40}${END}`),
  rule("notion-token", "ntn_", `[A-Za-z0-9]{40,64}${END}`),
  rule("figma-token", "figd_", "[A-Za-z0-9_-]{30,64}"),
  ...rules("atlassian-token", ["ATATT3", "ATCTT3"], "[A-Za-z0-9_=-]{60,512}"),
  rule("bitbucket-token", "ATBB", `[A-Za-z0-9]{24,40}${END}`),
  ...rules("planetscale-token", ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"], "[A-Za-z0-9_.-]{30,64}"),
  ...rules("doppler-token", ["dp.pt.", "dp.st.", "dp.sa."], "[A-Za-z0-9._-]{40,80}"),
  rule("pulumi-token", "pul-", `[0-9a-f]{40}${END}`),
  rule("terraform-token", ".atlasv1.", "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,120}", 14),
  {
    ...rule("telegram-token", ":AA", `[0-9]{8,10}:AA[A-Za-z0-9_-]{30,40}${END}`, 10),
    before: DIGIT,
    isInWord: true,
  },
  rule("azure-client-secret", "Q~", "[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}", 4),
  rule("airtable-token", "pat", `[A-Za-z0-9]{14}\\.[0-9a-f]{64}${END}`),
  rule("postman-key", "PMAK-", "[0-9a-f]{24}-[0-9a-f]{34}"),
  rule("supabase-token", "sbp_", `[0-9a-f]{40}${END}`),
  rule("age-secret-key", "AGE-SECRET-KEY-1", `[A-Z0-9]{58}${END}`),
  rule("alibaba-key", "LTAI", `[A-Za-z0-9]{12,24}${END}`),
  rule("tencent-key", "AKID", `[A-Za-z0-9]{32}${END}`),
  rule("facebook-token", "EAA", "[A-Za-z0-9]{60,400}(?![A-Za-z0-9+/=])"),
  rule("pipeline-debugger-token", "pd_", `(?=[a-z_-]{0,63}[A-Z0-9])[A-Za-z0-9_-]{40,64}${END}`),
  rule("fly-token", "fo1_", "[A-Za-z0-9_-]{40,64}"),
  rule("buildkite-token", "bkua_", `[0-9a-f]{40}${END}`),
  rule("circleci-token", "CCIPAT_", "[A-Za-z0-9_]{40,80}"),
  ...rules(
    "snowflake-token",
    ["ver:1-hint:", "ver:2-hint:", "ver:3-hint:"],
    "[0-9]{1,20}-[A-Za-z0-9+/=_-]{20,4096}",
  ),
  rule("snowflake-token", "ETMsDgAAA", "[A-Za-z0-9+/=_-]{40,4096}"),
  {
    ...rule("newrelic-key", "NRAL", `[0-9a-f]{36}NRAL${END}`, 36),
    before: HEX,
  },
  rule("openai-key", "sk-", `[A-Za-z0-9]{32,64}${END}`),
  rule("zapier-webhook", "hooks.zapier.com/hooks/catch/", "([0-9]{1,12}/[A-Za-z0-9]{5,40})"),
  rule("ssh-private-key", "b3BlbnNzaC1rZXktdjE", "[A-Za-z0-9+/=]{40,16384}"),
  ...rules(
    "private-key",
    [
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC",
      "MIIEvgIBADANBgkqhkiG9w0BAQEFAASC",
      "MIIEvAIBADANBgkqhkiG9w0BAQEFAASC",
    ],
    "[A-Za-z0-9+/=]{20,16384}",
  ),
  ...rules(
    "private-key",
    ["MIIEowIBAAKCAQEA", "MIIEpAIBAAKCAQEA", "MIIEpQIBAAKCAQEA"],
    "[A-Za-z0-9+/=]{20,16384}",
  ),
  {
    ...rule(
      "password",
      ":5432:",
      "[A-Za-z0-9_.*-]{1,63}:[A-Za-z0-9_.*-]{1,63}:([^\\s:\"'`]{3,128})(?![^\\s\"'`])",
    ),
    isGuessable: true,
  },
  {
    ...rule("url-password", "@tcp(", "[A-Za-z0-9_.-]{1,64}:([^\\s\"'`/]{1,128})(?=@tcp\\()", 193),
    before: NOT_BLANK,
    isGuessable: true,
  },
  {
    ...rule("url-password", "@unix(", "[A-Za-z0-9_.-]{1,64}:([^\\s\"'`/]{1,128})(?=@unix\\()", 193),
    before: NOT_BLANK,
    isGuessable: true,
  },
  {
    ...rule("jwt", "eyJ", "[A-Za-z0-9_-]{16,1024}(?:\\.[A-Za-z0-9_-]{0,8192}){4}(?![A-Za-z0-9._-])"),
    isDotted: true,
  },
  {
    ...rule("jwt", "eyJ", "[A-Za-z0-9_-]{8,1024}\\.eyJ[A-Za-z0-9_-]{8,8192}(?:\\.[A-Za-z0-9_-]{0,2048})?"),
    isDotted: true,
  },
];

/** The rules by vendor format. */
export const VENDOR_RULES: readonly VendorRule[] = RULES.map((rule) =>
  MAY_FOLLOW_WORD.has(rule.kind) ? { ...rule, mayFollowWord: true } : rule,
);
