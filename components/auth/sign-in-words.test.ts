import { describe, expect, it } from "vitest";
import { signInMessage } from "@/components/auth/sign-in-words";

describe("signInMessage", () => {
  it("does not echo an unknown error code", () => {
    expect(signInMessage("<b>Weird</b>")).not.toContain("Weird");
    expect(signInMessage("constructor")).toContain("Sign-in failed");
    expect(signInMessage("CredentialsSignin")).toContain("Wrong email or password");
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
