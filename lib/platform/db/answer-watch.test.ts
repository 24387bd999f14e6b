import { describe, expect, test } from "vitest";
import { AnswerWatch, SilentDatabaseError } from "./answer-watch";

function fakeConnection() {
  const connection = {
    received: 0,
    error: undefined as Error | undefined,
    bytesRead: () => connection.received,
    giveUp: (error: Error) => (connection.error = error),
  };
  return connection;
}

function tick(watch: AnswerWatch, times: number) {
  for (let i = 0; i < times; i++) watch.tick();
}

describe("a connection waiting for a response", () => {
  test("is dropped after eight ticks without data", () => {
    const watch = new AnswerWatch({ oneAtATime: false });
    const connection = fakeConnection();
    watch.asked(connection);
    tick(watch, 7);
    expect(connection.error).toBeUndefined();
    tick(watch, 1);
    expect(connection.error).toBeInstanceOf(SilentDatabaseError);
    expect(connection.error?.message).toBe("the database has not answered for 4 s");
  });

  test("is kept while bytes arrive", () => {
    const watch = new AnswerWatch({ oneAtATime: false });
    const connection = fakeConnection();
    watch.asked(connection);
    for (let i = 0; i < 20; i++) {
      if (i % 7 === 0) connection.received += 1;
      tick(watch, 1);
    }
    expect(connection.error).toBeUndefined();
  });

  test("may stay silent once it has its response", () => {
    const watch = new AnswerWatch({ oneAtATime: false });
    const connection = fakeConnection();
    watch.asked(connection);
    tick(watch, 7);
    watch.settled(connection);
    tick(watch, 20);
    watch.asked(connection);
    tick(watch, 7);
    expect(connection.error).toBeUndefined();
  });
});

test.each([
  { oneAtATime: true, isGivenUp: false },
  { oneAtATime: false, isGivenUp: true },
])(
  "responses to other connections count as activity if clients take turns: $oneAtATime",
  ({ oneAtATime, isGivenUp }) => {
    const watch = new AnswerWatch({ oneAtATime });
    const [quiet, heard] = [fakeConnection(), fakeConnection()];
    watch.asked(quiet);
    watch.asked(heard);
    for (let i = 0; i < 20; i++) {
      heard.received += 1;
      tick(watch, 1);
    }
    expect(quiet.error !== undefined).toBe(isGivenUp);
    expect(heard.error).toBeUndefined();
  },
);
