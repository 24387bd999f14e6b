const MESSAGES: Record<string, string> = {
  CredentialsSignin: "Wrong email or password. The initial ones are in first-run.json in the data folder.",
  "too-many-attempts": "Too many attempts. Wait {wait}, then try again.",
  busy: "Too many people are signing in right now. Wait {wait}, then try again.",
  NotAMember: "This GitHub account is not a member of the workspace. Ask an admin to add it.",
  AccessDenied: "This account cannot sign in here. Ask a workspace admin.",
  SessionRequired: "Sign in to see this page.",
  OAuthCallback: "GitHub did not confirm the sign-in. Try again.",
  unavailable: "Sign-in is unavailable right now. Try again soon; the server log has the reason.",
  unreachable: "Cannot reach the server. Is it running?",
};

/** The message for a sign-in error code. Some codes carry the seconds to wait (`busy:5`). */
export function signInMessage(error: string): string {
  const [code = "", seconds] = error.split(":");
  const message = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined;
  if (!message) return "Sign-in failed. Try again; the server log has the reason.";
  return message.replace("{wait}", waitWords(Number(seconds)));
}

function waitWords(seconds: number): string {
  if (!(seconds > 0)) return "a moment";
  return seconds === 1 ? "1 second" : `${Math.min(Math.ceil(seconds), 3_600)} seconds`;
}
