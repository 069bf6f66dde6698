// Ticks in the browser: true to the calendar, in the reader's language, never overlapping.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
for (const name of ["clock", "scale", "ticks"]) {
  require(`../../templates/assets/js/${name}.js`);
}
const { Clock, Scale, ticksOf, wording } = globalThis.Dateline;
const { secondOf, stampOf } = Clock;

const cases = JSON.parse(readFileSync(new URL("../cases/axis.json", import.meta.url), "utf8"));
const english = wording("en");

const windowed = (from, to, word = english, width = 1000) =>
  ticksOf(Scale.linear(from, to, width), [{ from, to }], { word });
const labelled = (ticks) => ticks.filter((tick) => tick.labelX !== null);
const boxes = (ticks) => labelled(ticks)
  .map((tick) => [tick.labelX - tick.label.length * 3.5, tick.labelX + tick.label.length * 3.5])
  .sort((a, b) => a[0] - b[0]);

// What the build knew of each stretch, read off its ticks: where alone, the first event's day.
const FINEST = {
  "deep time": "year", "before year one": "year", "the hours of a day": "minute",
};

for (const { name, width, segments, anchors, ticks } of cases) {
  test(`the browser ticks as the build did: ${name}`, () => {
    const stretches = segments.map(({ from, to }) => ({
      from, to, finest: FINEST[name] ?? "day",
      anchor: anchors.find((second) => second >= from && second <= to),
    }));
    const word = () => "x".repeat(10);

    const found = ticksOf(Scale.of(segments, width), stretches, { word });

    assert.deepEqual(
      found.map(({ second, level, opens, labelX }) =>
        [second, level, opens, labelX === null ? null : Math.round(labelX)]),
      ticks.map(([second, level, opens, labelX]) =>
        [second, level, opens, labelX === null ? null : Math.round(labelX)]));
  });
}

const windows = {
  "thirteen billion years": [secondOf(-13e9), secondOf(2026)],
  "the dinosaurs": [secondOf(-250e6), secondOf(-60e6)],
  "across year one": [secondOf(-600), secondOf(700)],
  "two centuries": [secondOf(1829), secondOf(2026)],
  "four years": [secondOf(2020), secondOf(2024)],
  "one year": [secondOf(2022), secondOf(2023)],
  "a leap February": [secondOf(2024, 2), secondOf(2024, 3)],
  "a day": [secondOf(2022, 2, 24), secondOf(2022, 2, 25)],
  "an hour": [secondOf(2022, 2, 24, 5), secondOf(2022, 2, 24, 6)],
};

for (const [name, [from, to]] of Object.entries(windows)) {
  test(`labels do not overlap and stay on the axis: ${name}`, () => {
    const found = boxes(windowed(from, to));

    assert.ok(found.length >= 2, "at least two labels");
    found.forEach(([left, right], place) => {
      assert.ok(left >= 0 && right <= 1000);
      if (place) assert.ok(left > found[place - 1][1]);
    });
  });
}

test("months begin on the first, whatever their length", () => {
  const ticks = windowed(secondOf(2022), secondOf(2023));

  assert.deepEqual(new Set(ticks.map((tick) => stampOf(tick.second).day)), new Set([1]));
  assert.deepEqual(labelled(ticks).slice(0, 3).map((tick) => tick.label), ["2022", "Feb", "Mar"]);
});

test("the first label of days says the year", () => {
  const ticks = windowed(secondOf(2022, 2, 10), secondOf(2022, 2, 20));

  assert.equal(ticks[0].label, "Feb 10, 2022");
  assert.equal(ticks[1].label, "Feb 11");
});

test("midnight among hours is worded as its day", () => {
  const ticks = windowed(secondOf(2022, 2, 24, 12), secondOf(2022, 2, 25, 12));

  assert.ok(ticks.some((tick) => tick.label === "Feb 25"));
  assert.ok(ticks.some((tick) => tick.label === "06:00"));
});

test("years before the first are counted as readers count them", () => {
  const ticks = windowed(secondOf(-600), secondOf(700));

  const words = ticks.map((tick) => tick.label);
  assert.deepEqual(words.slice(0, 2), ["600 BCE", "500 BCE"]);
  assert.ok(words.includes("1") && words.includes("500"));
});

test("billions of years have the words that the page gives", () => {
  const word = wording("en", { gigayear: "{n} billion years ago" });

  const ticks = windowed(secondOf(-13e9), secondOf(-3e9), word);

  assert.equal(ticks[0].label, "12 billion years ago");
});

test("Persian readers get Gregorian dates in Persian words", () => {
  const ticks = windowed(secondOf(2022), secondOf(2023), wording("fa"));

  assert.equal(ticks[0].label, "۲۰۲۲");
  assert.match(ticks[1].label, /^فوریه/);
});

test("a view into a long stretch is ticked only where one looks", () => {
  const from = secondOf(1000), to = secondOf(2000);
  const scale = Scale.linear(from, to, 1000).fit(secondOf(1500), secondOf(1501));

  const ticks = ticksOf(scale, [{ from, to }], { word: english });

  assert.ok(ticks.length < 20);
  assert.ok(ticks.every((tick) => tick.x >= -1 && tick.x <= 1001));
});

test("a date and its second are one instant, at any distance", () => {
  for (const year of [-13e9, -400, -1, 0, 1, 99, 1600, 1970, 2000, 2024, 40000]) {
    const second = secondOf(year, 2, 28);
    const { year: back, month, day } = stampOf(second);
    assert.deepEqual([back, month, day], [year, 2, 28]);
  }
  assert.equal(Clock.secondOfYear(Clock.yearOf(secondOf(2023, 7, 2, 12))), secondOf(2023, 7, 2, 12));
});
