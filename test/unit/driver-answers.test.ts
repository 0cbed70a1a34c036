/** A browser that no longer answers its driver ends the test that waits for it, by name, and that test is run again. */
import { expect, test } from "vitest";
import { Answers, NO_ANSWER } from "../engines/drivers/answers.mjs";

test("an answer passes; one that never comes is named, and nothing more is asked", async () => {
  const answers = new Answers("WebKit", 20);
  expect(await answers.within("to a click", async () => 3)).toBe(3);
  expect(answers.missing).toBeUndefined();
  const never = answers.within("to a click at 3, 4", () => new Promise(() => {}));
  await expect(never).rejects.toThrow("WebKit gave no answer to a click at 3, 4 in 0.02 s.");
  let asked = false;
  const later = answers.within("to the end of its window", async () => {
    asked = true;
  });
  await expect(later).rejects.toThrow(NO_ANSWER);
  expect(asked).toBe(false);
});

test("an error of the driver's own is passed on and is no missing answer", async () => {
  const answers = new Answers("WebKit", 20);
  const failed = answers.within("to a script", () => Promise.reject(new Error("not a function")));
  await expect(failed).rejects.toThrow("not a function");
  expect(answers.missing).toBeUndefined();
});
