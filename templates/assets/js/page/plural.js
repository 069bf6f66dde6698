"use strict";
// Numbers in the page's own sentences. Knows no DOM.
{
  // For these the page holds a sentence each, in this order, divided by “|”. Between them they
  // have every kind of number that a language tells apart (CLDR's cardinal categories).
  const SAMPLES = [0, 1, 2, 3, 5, 11, 100];

  const speaker = (language) => {
    const rules = new Intl.PluralRules(language), figures = new Intl.NumberFormat(language);
    const kinds = SAMPLES.map((sample) => rules.select(sample));
    const fill = (pattern, values) =>
      pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    return Object.freeze({
      fill,
      number: (value) => figures.format(value),
      count: (sentences, number) => fill(
        sentences.split("|")[Math.max(kinds.indexOf(rules.select(number)), 0)],
        { n: figures.format(number) }),
    });
  };

  (globalThis.Dateline ??= {}).speaker = speaker;
}
