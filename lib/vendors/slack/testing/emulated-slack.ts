import { createEmulator } from "emulate";

export interface EmulatedSlack {
  /** Base of its Web API. */
  apiUrl: string;
  token: string;
  /** An incoming webhook that posts to `#general`. */
  webhookUrl: string;
  /** Texts of `#general`, the newest first. */
  messages(): Promise<string[]>;
  close(): Promise<void>;
}

const TOKEN = "xoxb-for-tests";

/** A stateful Slack on loopback, for tests. */
export async function startEmulatedSlack(): Promise<EmulatedSlack> {
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      slack: {
        team: { name: "Acme", domain: "acme" },
        users: [{ name: "ada", email: "ada@example.com" }],
        channels: [{ name: "general" }],
        tokens: [{ token: TOKEN, user: "ada" }],
      },
    },
  });
  const apiUrl = `${emulator.url}/api`;
  const call = async (method: string, body: Record<string, string>) => {
    const response = await fetch(`${apiUrl}/${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const { channels } = (await call("conversations.list", {})) as { channels: { id: string; name: string }[] };
  const general = channels.find((channel) => channel.name === "general")?.id ?? "";
  return {
    apiUrl,
    token: TOKEN,
    webhookUrl: `${emulator.url}/services/T000000001/B000000001/X000000001`,
    messages: async () => {
      const { messages } = await call("conversations.history", { channel: general });
      return (messages as { text: string }[]).map((message) => message.text);
    },
    close: () => emulator.close(),
  };
}
