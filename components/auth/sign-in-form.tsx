"use client";

import { signIn } from "next-auth/react";
import { useState, type FormEvent } from "react";
import { signInMessage } from "@/components/auth/sign-in-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Input } from "@/components/ui/field";

interface SignInFormProps {
  /** The error code next-auth puts in the URL. */
  error: string | null;
  /** Path of the page to open after signing in; never another origin. */
  target: string;
  hasGithub: boolean;
}

export function SignInForm({ error, target, hasGithub }: SignInFormProps) {
  const [message, setMessage] = useState(error && signInMessage(error));
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
    }).catch(() => undefined);
    // A full page load, so every server component sees the session.
    if (answer?.ok) return window.location.assign(target);
    setBusy(false);
    setMessage(signInMessage(answer?.error ?? "unreachable"));
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4 rounded-lg border bg-surface p-5"
    >
      {message && (
        <Callout tone="danger" role="alert">
          {message}
        </Callout>
      )}
      <Field label="Email">
        {(attributes) => (
          <Input {...attributes} name="email" type="email" autoComplete="username" required autoFocus />
        )}
      </Field>
      <Field label="Password">
        {(attributes) => (
          <Input
            {...attributes}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={200}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="h-9" disabled={isBusy}>
        Sign in
      </Button>
      {hasGithub && (
        <Button className="h-9" onClick={() => void signIn("github", { callbackUrl: target })}>
          Continue with GitHub
        </Button>
      )}
    </form>
  );
}
