// What stands where on the axis for all events at once.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
for (const name of ["clock", "scale", "group", "ticks", "ranks", "rows", "later/lanes"]) {
  require(`../../templates/assets/js/${name}.js`);
}
const { Clock, Lanes, Rows, Scale, ranksOf, wording } = globalThis.Dateline;

const event = (start, more = {}) => ({ start, end: start, kind: "point", fadeFrom: null, fadeTo: null,
  openStart: false, openEnd: false, ...more });

test("an event whose start is open stands at its end", () => {
  const [mark] = Rows.timed([event(0, { end: 500, kind: "interval", openStart: true })]);

  assert.equal(mark.at, 500);
});

test("events without a time have no mark, and the others are in order of time", () => {
  const marks = Rows.timed([event(300), event(null), event(100)]);

  assert.deepEqual(marks.map(({ at, number }) => [at, number]), [[100, 2], [300, 0]]);
});

test("bars that overlap lie in rows of their own, and a fourth in none", () => {
  const rows = Rows.barRows([0, 10, 20, 30, 105], [100, 100, 100, 100, 200]);

  assert.deepEqual([...rows], [0, 1, 2, -1, 0]);
});

test("all events at true scale keep room beside them", () => {
  const scale = Rows.trueScale(0, 1e9, 1000);

  assert.ok(scale.toPixel(0) >= 54 && scale.toPixel(1e9) <= 946);
});

test("a lane has two rows for what comes first and a third for the rest", () => {
  const xs = Float64Array.of(100, 105, 110, 112, 400);

  const lanes = Lanes.lay([{ name: "War", places: [0, 1, 2, 3, 4] }], xs, xs, 14);

  assert.deepEqual([...lanes.y].map((y) => (y - lanes.y[0]) / 24), [0, 1, 2, 0]);
  assert.deepEqual(lanes.order.slice(lanes.first[2], lanes.first[3]), [2, 3]);
});

test("an event may stand in two lanes", () => {
  const xs = Float64Array.of(100);

  const lanes = Lanes.lay([{ name: "War", places: [0] }, { name: "Peace", places: [0] }], xs, xs, 14);

  assert.deepEqual(lanes.order, [0, 0]);
  assert.ok(lanes.y[1] - lanes.y[0] >= 24);
});

test("a scale bar is the longest round length that fits", () => {
  const { n, unit, pixels } = Rows.measure(56 / 31556952, 224);

  assert.deepEqual([n, unit], [2, "year"]);
  assert.ok(pixels <= 224);
});

test("events spaced evenly get the years for which there is room", () => {
  const seconds = [1900, 1901, 1901.5, 1950, 1990].map(Clock.secondOfYear);
  const ticks = ranksOf(Scale.ranked(seconds, 600), { word: wording("en-GB") });

  assert.deepEqual(ticks.map(({ label }) => label), ["1900", "1901", "1950", "1990"]);
});

test("a hundred thousand marks are laid out without complaint", () => {
  const events = Array.from({ length: 100_000 }, (_, place) =>
    event(place * 60_000, place % 10 ? {} : { kind: "interval", end: (place + 300) * 60_000 }));
  const marks = Rows.timed(events);
  const scale = Rows.trueScale(marks[0].at, marks.at(-1).last, 1000);
  const xs = scale.toPixels(Float64Array.from(marks, ({ at }) => at));
  const bars = marks.filter(({ isBar }) => isBar);

  const line = Rows.inLine(xs, 32);
  const rows = Rows.barRows(bars.map(({ at }) => scale.toPixel(at)), bars.map(({ ends }) => scale.toPixel(ends)));

  assert.ok(line.x.length <= 1000 / 24 + 1);
  assert.equal(line.first.at(-1), 100_000);
  assert.equal(rows.length, 10_000);
});
