"use client";

import { signIn } from "next-auth/react";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";

const MESSAGES: Record<string, string> = {
  CredentialsSignin: "Email or password is not right.",
  "too-many-attempts": "Too many attempts. Wait five minutes.",
  NotAMember: "This GitHub account is not a member of the workspace.",
};

export function SignInForm({
  error,
  callbackUrl,
  hasGithub,
}: {
  error: string | null;
  callbackUrl: string;
  hasGithub: boolean;
}) {
  const [message, setMessage] = useState(error && (MESSAGES[error] ?? "Signing in failed. Try again."));
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setMessage(null);
    const answer = await signIn("credentials", {
      email: data.get("email"),
      password: data.get("password"),
      redirect: false,
    });
    if (answer?.ok) {
      // A full load, so that every server component sees the session. Only paths of our own are followed.
      window.location.assign(
        callbackUrl.startsWith("/") && !callbackUrl.startsWith("//") ? callbackUrl : "/incidents",
      );
      return;
    }
    setBusy(false);
    setMessage(MESSAGES[answer?.error ?? ""] ?? "Signing in failed. Try again.");
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-4 rounded-lg border bg-panel p-5">
      <Field label="Email">
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      {message && (
        <p role="alert" className="text-[13px] text-critical">
          {message}
        </p>
      )}
      <Button type="submit" variant="primary" className="w-full" disabled={isBusy}>
        Sign in
      </Button>
      {hasGithub && (
        <Button className="w-full" onClick={() => void signIn("github", { callbackUrl })}>
          Sign in with GitHub
        </Button>
      )}
    </form>
  );
}
