const MESSAGES: Record<string, string> = {
  CredentialsSignin:
    "Email or password is not right. The first ones stand in first-run.json in the data folder.",
  "too-many-attempts": "Too many attempts for this address. Wait five minutes, then try again.",
  NotAMember: "This GitHub account is not a member of the workspace. Ask an admin to add its login.",
  AccessDenied: "This account may not sign in here. Ask an admin of the workspace.",
  SessionRequired: "Sign in to see this page.",
  OAuthCallback: "GitHub did not confirm the sign-in. Try again.",
  unavailable:
    "Signing in is not possible right now. Try again in a moment; the server's log has the reason.",
  unreachable: "The server cannot be reached. Is it running?",
};

/** What to tell a person for an error code of the sign-in. */
export function signInMessage(code: string): string {
  return MESSAGES[code] ?? "Signing in failed. Try again; the server's log has the reason.";
}

/** Where to go after signing in: only a path of our own is followed, never another site. */
export function returnPath(callbackUrl: string | undefined): string {
  if (!callbackUrl) return "/incidents";
  const path = stripOrigin(callbackUrl);
  const isOwn = /^\/(?![/\\])/.test(path) && !path.startsWith("/sign-in") && !path.startsWith("/api/");
  return isOwn ? path : "/incidents";
}

/** The sign-in library hands over whole URLs; host and scheme are dropped, not trusted. */
function stripOrigin(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return url;
  const { pathname, search, hash } = new URL(url);
  return `${pathname}${search}${hash}`;
}
