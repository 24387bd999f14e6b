import { describe, expect, it } from "vitest";
import { signInMessage } from "@/components/auth/sign-in-words";

describe("signInMessage", () => {
  it("never shows a code it does not know", () => {
    expect(signInMessage("<b>Weird</b>")).not.toContain("Weird");
    expect(signInMessage("constructor")).toContain("Signing in failed");
    expect(signInMessage("CredentialsSignin")).toContain("password is wrong");
  });

  it.each([
    ["too-many-attempts:4", "Wait 4 seconds,"],
    ["too-many-attempts:1", "Wait 1 second,"],
    ["too-many-attempts", "Wait a moment,"],
    ["too-many-attempts:<script>", "Wait a moment,"],
    ["busy:5", "Wait 5 seconds,"],
  ])("says how long to wait: %s", (error, words) => {
    expect(signInMessage(error)).toContain(words);
  });
});
