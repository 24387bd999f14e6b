import { redirect } from "next/navigation";
import { plainSearch, type SearchParams } from "@/app/(desk)/page-context";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Mark } from "@/components/layout/mark";
import { findSessionContext } from "@/lib/platform/auth/authenticate";
import { hasGithubSignIn } from "@/lib/platform/auth/session";
import { env } from "@/lib/platform/env";
import { returnPath } from "@/lib/platform/http/own-path";

export const metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { error, callbackUrl } = await plainSearch(searchParams);
  const target = returnPath(callbackUrl, env().PUBLIC_URL);
  if (await findSessionContext()) redirect(target);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="flex w-full max-w-90 flex-col gap-5">
        <div>
          <Mark className="mb-4" />
          <h1 className="text-xl font-semibold">Pipeline Debugger</h1>
          <p className="text-muted">Sign in to see what is failing, and why.</p>
        </div>
        <SignInForm error={error ?? null} target={target} hasGithub={hasGithubSignIn()} />
        <p className="text-sm text-muted">
          The initial password was printed on first start and is in <code>first-run.json</code> in the data
          folder.
        </p>
      </div>
    </main>
  );
}
