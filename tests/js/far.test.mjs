// Events of other pages, read from the columns that a build writes.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
require("../../templates/assets/js/periods/words.js");
require("../../templates/assets/js/periods/far.js");
const { Far, columnsOf, take } = globalThis.Dateline;

const DAY = 86400;
const whole = {
  piece: 2, texts: true,
  pages: [["timeline/18XX.html", 0], ["timeline/1979.html", 2]],
  unit: DAY, start: [-10, 3, null, 20],
  length: { table: [DAY - 1, 0], of: [0, 0, 1, 0] },
  kind: { table: [["point", false, false], [], ["interval", false, true]], of: [0, 2, 1, 0] },
  fades: { 3: [12 * DAY, 15 * DAY] },
  importance: { table: [3, 1], of: [0, 1, 1, 1] },
  status: { table: [["established", "Established"], ["disputed", "Disputed"]], of: [0, 1, 0, 0] },
  looks: { war: 2 },
  category: { table: [["war", "War"]], of: [[0], [], [], [0]] },
  actor: { table: [["a", "A"], ["b", "B"]], of: [[1, 0], [], [], []] },
  place: { table: [], of: [[], [], [], []] },
};
const columns = columnsOf(whole);
const at = (place) => new Far(columns, place);
const asked = [];
globalThis.location = { search: "?q=war" };
globalThis.Dateline.far = { miss: ({ id }) => asked.push(id), yearOf: () => "a year" };

test("starts are counted on from the event before that has one", () => {
  const found = [0, 1, 2, 3].map((place) => at(place).start);

  assert.deepEqual(found, [-10 * DAY, -7 * DAY, null, 13 * DAY]);
});

test("an end is a length after its start", () => {
  assert.equal(at(0).end, -9 * DAY - 1);
  assert.equal(at(2).end, null);
});

test("an open interval, a faded date and one that nobody knows are told apart", () => {
  assert.deepEqual([at(1).kind, at(1).openStart, at(1).openEnd], ["interval", false, true]);
  assert.deepEqual([at(3).fadeFrom, at(3).fadeTo], [12 * DAY, 15 * DAY]);
  assert.deepEqual([at(2).kind, at(2).fadeFrom], ["point", null]);
});

test("names are those in addresses, labels the words for them", () => {
  assert.deepEqual([at(0).actors, at(0).labels], [["b", "a"], ["War", "B", "A"]]);
  assert.deepEqual([at(0).label("actor", 1), at(0).look, at(1).look], ["A", 2, 0]);
});

test("what is in question says so", () => {
  assert.deepEqual([at(0).sureness, at(1).sureness], ["", "Disputed"]);
});

test("a title that is not there is asked for, and its page is known without it, with the view", () => {
  asked.length = 0;

  assert.deepEqual([at(3).title, at(3).date, at(3).href], ["", "a year", "timeline/1979.html?q=war"]);
  assert.deepEqual(asked, ["event 3"]);
});

test("once its piece is there, an event has its words and its place on the page", () => {
  take("titles", 0, [["one", "One", "21 December 1969"], ["two", "Two", "1969"]]);
  take("texts", 0, ["It was so.", ""]);

  const { title, date, summary, href } = at(0);

  assert.deepEqual([title, date, summary, href],
    ["One", "21 December 1969", "It was so.", "timeline/18XX.html?q=war#one"]);
});
