// Finding: what counts as the same word, which events a state shows, what an address says.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
for (const name of ["clock", "filter", "fold", "page/plural", "search", "state"]) {
  const folder = ["fold", "search"].includes(name) ? "js/later" : "js";
  require(`../../templates/assets/${folder}/${name}.js`);
}
const { Clock, Filter, Search, State, fold, speaker } = globalThis.Dateline;

const same = {
  "case": ["TEHRAN", "tehran"],
  "accents": ["Erdoğan Hašek Ñandú", "erdogan hasek nandu"],
  "ligatures and strokes": ["Łódź straße cœur", "lodz strasse coeur"],
  "Arabic and Persian yeh and kaf": ["كيف", "کیف"],
  "teh marbuta": ["معاهدة", "معاهده"],
  "hamza on a carrier": ["أمريكا مؤتمر", "امریکا موتمر"],
  "vowel signs and tatweel": ["مُحَمَّـــد", "محمد"],
  "no width between": ["می\u200cرود", "میرود"],
  "Persian digits": ["۱۳۵۷", "1357"],
  "Arabic digits": ["١٩٧٩", "1979"],
  "yo is written ye": ["Ещё", "еще"],
  "a decomposed letter": ["e\u0301", "é"],
  "dashes and apostrophes": ["S‑300 Iran’s", "s-300 iran's"],
  "final sigma": ["Σωκράτης", "σωκρατησ"],
};
for (const [name, [one, other]] of Object.entries(same)) {
  test(`letters that differ only in writing are the same: ${name}`, () => {
    assert.equal(fold(one), fold(other));
  });
}

test("a short i is a letter of its own in Russian, composed or not", () => {
  assert.notEqual(fold("край"), fold("краи"));
  assert.equal(fold("край"), fold("край".normalize("NFD")));
});

test("vowel signs of Indic scripts stay", () => {
  assert.notEqual(fold("कि"), fold("का"));
});

const finds = (text, query) => Search.search([Search.prepared(text)], query)?.[0] === 1;

test("a word is found by its beginning, not by its middle", () => {
  assert.ok(finds("Treaty of Turkmenchay", "turk"));
  assert.ok(!finds("Treaty of Turkmenchay", "menchay"));
});

test("all words must be there, in any order", () => {
  assert.ok(finds("Putin meets Raisi in Tehran", "tehran putin"));
  assert.ok(!finds("Putin meets Raisi in Tehran", "putin moscow"));
});

test("marks around words do not count, alone they do", () => {
  assert.ok(finds("“Peace”, he said", "“peace”,"));
  assert.ok(finds("a < b & c", "<"));
  assert.ok(!finds("a b", "<"));
  assert.ok(finds("Deal done 🎉", "🎉"));
  assert.ok(finds("🎉party", "party"));
});

test("Persian words are found whole and by their parts", () => {
  assert.ok(finds("جنگنده\u200cهای روسی", "جنگندههای"));
  assert.ok(finds("جنگنده\u200cهای روسی", "های"));
  assert.ok(finds("جنگنده\u200cهای روسی", "جنگنده های"));
  assert.ok(finds("مذاكرات هسته‌ای", "مذاکرات"));
});

test("Chinese is found anywhere, for it has no spaces", () => {
  assert.ok(finds("俄罗斯和伊朗", "伊朗"));
});

test("nothing to look for is no answer", () => {
  assert.equal(Search.search(["a"], "  "), null);
});

const marked = (text, query) =>
  Search.hits(text, Search.wordsOf(query)).map(([from, to]) => text.slice(from, to));

test("hits are marked in the words as they are written", () => {
  assert.deepEqual(marked("Recep Tayyip Erdoğan und Straßen", "erdogan strass"), ["Erdoğan", "Straß"]);
  assert.deepEqual(marked("سال ۱۳۵۷ و ۱۳۵۸", "135"), ["۱۳۵", "۱۳۵"]);
  assert.deepEqual(marked("мой край", "кра"), ["кра"]);
  assert.deepEqual(marked("جنگنده\u200cهای", "های"), ["های"]);
  assert.deepEqual(marked("Iran, Iranian", "iran irania"), ["Iran", "Irania"]);
  assert.deepEqual(marked("nothing", "else"), []);
});

test("a thousand events are searched and filtered in one go", () => {
  const text = Search.prepared("Russia and Iran sign a treaty on transport ".repeat(30));
  const texts = Array.from({ length: 1000 }, (_, place) => `${text} ${place}`);

  assert.equal(Search.search(texts, "iran tran 999").reduce((sum, each) => sum + each), 1);
});

const year = (first, last = first) => ({
  start: Clock.secondOf(first), end: Clock.secondOf(last + 1) - 1, fadeFrom: null, fadeTo: null,
  openStart: false, openEnd: false,
});
const event = (id, fields) => ({
  id, ...year(2000), categories: [], actors: [], places: [], sources: [],
  status: "established", importance: 2, ...fields,
});
const events = [
  event("a", { ...year(1979), categories: ["war"], actors: ["iran"], importance: 3 }),
  event("b", { ...year(1980, 1988), categories: ["war", "arms"], actors: ["iraq", "iran"] }),
  event("c", { ...year(2015), categories: ["nuclear"], status: "disputed" }),
  event("d", { ...year(2020), start: null, end: null, categories: ["arms"] }),
];
const rows = events.map(Filter.rowOf);
const view = (search, matches) => Filter.filter(rows, State.read(search), matches);
const shown = (search, matches) =>
  events.filter((_, place) => view(search, matches).shown[place]).map(({ id }) => id).join("");

test("without filters everything shows", () => {
  assert.equal(shown(""), "abcd");
});

test("the numbers of a row lead back to its values", () => {
  const place = Filter.FACETS.indexOf("actor");
  const actors = rows[1].values[place].map((number) => Filter.valueAt(place, number));

  assert.deepEqual(actors, ["iraq", "iran"]);
  assert.equal(shown("?actor=nobody"), "");
});

test("choices of one kind widen, kinds narrow", () => {
  assert.equal(shown("?category=war&category=nuclear"), "abc");
  assert.equal(shown("?category=war&importance=3"), "a");
  assert.equal(shown("?category=war&status=disputed"), "");
});

test("years show what touches them; what has no date is in no year", () => {
  assert.equal(shown("?from=1985"), "bc");
  assert.equal(shown("?to=1980"), "ab");
  assert.equal(shown("?from=1989&to=1990"), "");
});

test("a possible range and an open end reach as far as they may", () => {
  const wide = [
    event("fading", { fadeFrom: Clock.secondOf(1990), fadeTo: Clock.secondOf(2010) }),
    event("open", { openEnd: true }),
  ].map(Filter.rowOf);

  assert.deepEqual([...Filter.filter(wide, State.read("?to=1991")).shown], [1, 0]);
  assert.deepEqual([...Filter.filter(wide, State.read("?from=2500")).shown], [0, 1]);
});

test("each choice is counted with the other filters applied, not with its own kind", () => {
  const { counts, total } = view("?category=war&actor=iraq");

  assert.equal(total, 1);
  assert.deepEqual(Object.fromEntries(counts.category), { war: 1, arms: 1 });
  assert.deepEqual(Object.fromEntries(counts.actor), { iran: 2, iraq: 1 });
  assert.deepEqual(Object.fromEntries(counts.status), { established: 1 });
});

test("a search narrows and is counted like a filter", () => {
  assert.equal(shown("?category=war", Uint8Array.of(0, 1, 1, 0)), "b");
  assert.deepEqual(Object.fromEntries(view("", Uint8Array.of(0, 0, 1, 0)).counts.category), { nuclear: 1 });
});

const at = (first, second) => ({ start: first, end: second });

test("a view survives its address", () => {
  const state = State.read("").with({
    q: "نفت & oil", category: ["war", "arms"], actor: ["ali-khamenei"], status: ["alleged"],
    importance: ["3"], from: -44, to: 2024, scale: "true", lanes: "actor",
    at: at(Clock.secondOf(2011, 3), Clock.secondOf(2015, 7, 14, 20, 40)), story: "all", step: "b",
  });

  assert.deepEqual({ ...State.read(state.toSearch()) }, { ...state });
  assert.ok(state.toSearch().includes("at=2011-03..2015-07-14T20:40"));
});

for (const [name, first, last] of [
  ["before year one", Clock.secondOf(-499), Clock.secondOf(-43, 3, 15)],
  ["deep time", Clock.secondOf(-13e9), Clock.secondOf(2026)],
  ["seconds", Clock.secondOf(2022, 2, 24) + 1, Clock.secondOf(2022, 2, 24) + 61],
]) {
  test(`a window of time survives its address: ${name}`, () => {
    const { at: back } = State.read(State.read("").with({ at: at(first, last) }).toSearch());

    assert.deepEqual({ ...back }, at(first, last));
  });
}

test("the plain page has a plain address", () => {
  assert.equal(State.read("?utm_source=x&scale=auto&q=").toSearch(), "");
});

test("what an address says in vain is let go", () => {
  const known = { category: new Set(["war"]), step: new Set(["a"]) };
  const state = State.read(
    "?category=love&category=war&category=war&scale=huge&from=soon&at=x..y&at=2&story=all&step=zz&lanes=", known);

  assert.equal(state.toSearch(), "?category=war&story=all");
});

test("clearing keeps where one is and how one looks", () => {
  const state = State.read("?q=oil&category=war&from=1979&lanes=place&scale=even");

  assert.equal(state.filters, 3);
  assert.equal(state.cleared.toSearch(), "?scale=even&lanes=place");
});

const counted = (language, sentences, number) => speaker(language).count(sentences.join("|"), number);

test("sentences follow the plural of their language", () => {
  const english = ["{n} events", "{n} event", "{n} events", "{n} events", "{n} events", "{n} events", "{n} events"];
  const russian = ["{n} событий", "{n} событие", "{n} события", "{n} события", "{n} событий", "{n} событий", "{n} событий"];
  const persian = Array(7).fill("{n} رویداد");

  assert.equal(counted("en", english, 1), "1 event");
  assert.equal(counted("en", english, 1200), "1,200 events");
  assert.deepEqual([1, 3, 7, 21, 1002].map((number) => counted("ru", russian, number)),
    ["1 событие", "3 события", "7 событий", "21 событие", "1\u00a0002 события"]);
  assert.equal(counted("fa", persian, 12), "۱۲ رویداد");
});
