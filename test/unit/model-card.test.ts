/** A model's card in words. */
import { expect, test } from "vitest";
import { modelCardEn as english } from "../../src/locales/en/model-card";
import { modelCardKo as korean } from "../../src/locales/ko/model-card";
import { metricName, shortened } from "../../src/ui/menu/card-words";
import { readManifest } from "../support/files";

test.each(["cats64", "eurosat64"])("every measurement of %s has a name in both languages", (model) => {
  for (const key of Object.keys(readManifest(model).card.metrics)) {
    expect(english.names).toHaveProperty(key);
    expect(korean.names).toHaveProperty(key);
  }
});

test("a key without a name is written as words, and a further layer's says whose it is", () => {
  expect(metricName(english.names, "someOtherScore2_mean")).toBe("some other score2 mean");
  expect(metricName(english.names, "attn2.gamma")).toBe("attn2: Gamma");
  expect(metricName(english.names, "toString")).toBe("to string");
});

test("a long text begins with whole words, a short one is shown as it is", () => {
  expect(shortened("Random weights; never trained.")).toBe("Random weights; never trained.");
  const text = "word, ".repeat(100);
  expect(shortened(text)).toMatch(/^(word, )+word …$/);
  expect(shortened(text).length).toBeLessThan(185);
  expect(shortened("x".repeat(500))).toHaveLength(182);
});
