const MESSAGES: Record<string, string> = {
  CredentialsSignin:
    "The email or password is wrong. The first ones are in first-run.json in the data folder.",
  "too-many-attempts": "Too many attempts. Wait {wait}, then try again.",
  busy: "Too many people are signing in at the moment. Wait {wait}, then try again.",
  NotAMember: "This GitHub account is not a member of the workspace. Ask an admin to add it.",
  AccessDenied: "This account may not sign in here. Ask an admin of the workspace.",
  SessionRequired: "Sign in to see this page.",
  OAuthCallback: "GitHub did not confirm the sign-in. Try again.",
  unavailable: "Signing in is not possible at the moment. Try again soon; the server's log has the reason.",
  unreachable: "The server cannot be reached. Is it running?",
};

/** What to tell a person for an error code of the sign-in; some name the seconds to wait (`busy:5`). */
export function signInMessage(error: string): string {
  const [code = "", seconds] = error.split(":");
  const message = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined;
  if (!message) return "Signing in failed. Try again; the server's log has the reason.";
  return message.replace("{wait}", waitWords(Number(seconds)));
}

function waitWords(seconds: number): string {
  if (!(seconds > 0)) return "a moment";
  return seconds === 1 ? "1 second" : `${Math.min(Math.ceil(seconds), 3_600)} seconds`;
}
