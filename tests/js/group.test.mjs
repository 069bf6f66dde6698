// Counts in the browser: the same as the build made, and quick enough for every frame.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
for (const name of ["clock", "scale", "group"]) {
  require(`../../templates/assets/js/${name}.js`);
}
const { Scale, Groups } = globalThis.Dateline;

const cases = JSON.parse(readFileSync(new URL("../cases/axis.json", import.meta.url), "utf8"));
const sizes = (groups) => Array.from({ length: groups.length }, (_, place) => groups.size(place));

for (const { name, width, segments, anchors, groups } of cases) {
  test(`the browser counts as the build did: ${name}`, () => {
    const found = Groups.of(Scale.of(segments, width).toPixels(anchors));

    assert.deepEqual(sizes(found), groups.map(([, size]) => size));
    groups.forEach(([x], place) => assert.ok(Math.abs(found.x[place] - x) < 0.01));
  });
}

test("marks 24 pixels apart stay single, nearer ones become a count", () => {
  assert.deepEqual(sizes(Groups.of([0, 24, 48])), [1, 1, 1]);
  assert.deepEqual(sizes(Groups.of([0, 23, 48])), [2, 1]);
});

test("no marks make no counts", () => {
  assert.equal(Groups.of([]).length, 0);
});

test("a hundred thousand marks keep their distance and none is lost", () => {
  let seed = 1;
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const xs = Float64Array.from({ length: 100000 }, () => next() ** 3 * 1120).sort();

  const found = Groups.of(xs);

  assert.equal(sizes(found).reduce((sum, size) => sum + size), 100000);
  for (let place = 1; place < found.length; place += 1) {
    assert.ok(found.x[place] - found.x[place - 1] >= 24);
  }
});

test("a mark knows its count", () => {
  const found = Groups.of([0, 5, 100, 300, 310]);

  assert.deepEqual([0, 1, 2, 3, 4].map((place) => found.holding(place)), [0, 0, 1, 2, 2]);
});
