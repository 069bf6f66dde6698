// The axis's scale in the browser: the same pixels as the page was drawn with.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
require("../../templates/assets/js/clock.js");
require("../../templates/assets/js/scale.js");
const { Clock, Scale } = globalThis.Dateline;

const cases = JSON.parse(readFileSync(new URL("../cases/axis.json", import.meta.url), "utf8"));
const six = cases[0];
const whole = () => Scale.of(six.segments, six.width);
const near = (found, wanted, apart = 0.01) =>
  assert.ok(Math.abs(found - wanted) <= apart, `${found} is not ${wanted}`);

for (const { name, width, segments, pixels } of cases) {
  test(`every instant stands where the build put it: ${name}`, () => {
    const scale = Scale.of(segments, width);

    for (const [second, pixel] of pixels) near(scale.toPixel(second), pixel);
  });

  test(`a pixel leads back to its instant: ${name}`, () => {
    const scale = Scale.of(segments, width);

    for (const [, pixel] of pixels) near(scale.toPixel(scale.toSecond(pixel)), pixel, 0.5);
  });
}

test("a list of instants gets the same pixels as each alone", () => {
  const scale = whole().zoomedAt(400, 3);
  const seconds = Float64Array.from(six.pixels.map(([second]) => second)).sort();

  const found = scale.toPixels(seconds);

  seconds.forEach((second, place) => near(found[place], scale.toPixel(second)));
});

test("the year under the pointer stays while zooming", () => {
  const before = whole();

  for (const pixel of [0, 55, 135, 300, 700, 1120]) {
    const after = before.zoomedAt(pixel, 2.5);
    near(after.toPixel(before.toSecond(pixel)), pixel);
  }
});

test("cuts keep their width however far one zooms", () => {
  const scale = whole().zoomedAt(700, 8);
  const [first, second] = six.segments;

  near(scale.toPixel(second.from) - scale.toPixel(first.to), 48);
});

test("panning moves everything with the hand", () => {
  const scale = whole().panned(-30);

  near(scale.toPixel(six.segments[0].to), six.segments[0].x1 - 30);
});

test("a fitted window reaches from edge to edge", () => {
  const from = Clock.secondOf(1979, 6), to = Clock.secondOf(2015);

  const scale = whole().fit(from, to);

  near(scale.toPixel(from), 0);
  near(scale.toPixel(to), six.width);
});

test("a window inside one cut is drawn straight", () => {
  const from = Clock.secondOf(1850), to = Clock.secondOf(1870);

  const scale = whole().fit(from, to);

  near(scale.toPixel(from), 0);
  near(scale.toPixel((from + to) / 2), six.width / 2);
});

test("a held scale shows no emptiness beyond the ends", () => {
  const scale = whole().zoomedAt(500, 4).panned(9000).held();

  near(scale.toPixel(six.segments[0].from), 0);
  near(whole().zoomedAt(500, 0.2).held().toPixel(six.segments[2].to), six.width);
  near(whole().zoomedAt(500, 4).panned(-9e6).held().toPixel(six.segments[2].to), six.width);
});

test("events spaced by rank stand equally far apart and zoom like all others", () => {
  const scale = Scale.ranked([0, 5, 1000], 400);

  near(scale.toPixel(1000) - scale.toPixel(5), scale.toPixel(5) - scale.toPixel(0));
  near(scale.zoomedAt(200, 2).toPixel(5), 200);
  assert.equal(Scale.ranked([7, 7], 400).toPixel(7), 200);
});

test("a scale is never changed, only replaced", () => {
  const scale = whole();

  assert.ok(Object.isFrozen(scale));
  assert.notEqual(scale.panned(1), scale);
});

test("an axis without events answers without falling over", () => {
  const scale = Scale.of([], 320);

  assert.equal(scale.toPixel(5), 0);
  assert.equal(scale.toSecond(5), 0);
  assert.equal(scale.zoomedAt(5, 2).held().toPixel(1), 0);
});

test("a pixel names its year", () => {
  near(whole().toYear(six.pixels[21][1]), 1829.11, 0.01);
});
