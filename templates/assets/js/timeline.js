"use strict";
// Starts the page: reads the events, gives everyone the same page and store, switches hands on.
{
  const PIECE = 20; // events that are read in one go
  const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang || "en";

  const wordsOf = (nav) => ({ ...nav?.querySelector(".tools").dataset });

  const opened = (page) => (event, { focus = true } = {}) => {
    for (let up = event.article.firstElementChild; up; up = up.parentElement) {
      if (up.localName === "details") up.open = true;
    }
    if (event.slot.hidden) Dateline.Find?.reveal?.(event.id);
    page.reading = page.events.indexOf(event);
    const isThere = location.hash === `#${event.id}`;
    if (!isThere) location.hash = event.id;
    // A jump moves a frame alone, and one as high as the page in it cannot move.
    if (isThere || parent !== self) event.article.scrollIntoView();
    if (focus) event.article.querySelector("h2 a, summary").focus({ preventScroll: true });
    const place = page.axis?.placeOf.get(event.id);
    if (place === undefined) return;
    page.axis.focus = { place, y: null };
    page.axis.reveal(place);
    page.axis.ask();
  };

  // In the order of the page, which is the order of time.
  function* eventsOf(root) {
    const events = [];
    for (const slot of root.querySelectorAll(".slot")) {
      events.push(new Dateline.Told(slot));
      if (events.length % PIECE === 0) yield;
    }
    return Object.freeze(events.filter((event) => event.id));
  }

  function* starting() {
    yield;
    const nav = document.querySelector("nav.axis");
    const { far } = Dateline; // on a page that does not hold them all
    const events = yield* far ? far.events() : eventsOf(document);
    yield;
    const words = wordsOf(nav), { fill, number, count } = Dateline.speaker(locale);
    const page = (Dateline.page = {
      events, words, locale, number, store: Dateline.store, reading: -1,
      byId: new Map(events.map((event) => [event.id, event])),
      say: (name, values) => fill(words[name], values),
      count: (n) => count(words.events, n),
      headroom: () => {
        const bar = [nav, document.querySelector(".where")].find((each) =>
          each && getComputedStyle(each).position === "sticky" && each.offsetHeight);
        return bar ? bar.getBoundingClientRect().bottom : 0;
      },
    });
    page.open = far?.open ?? opened(page);
    yield;
    if (nav && events.some((event) => event.start !== null)) yield* beginning(page, nav);
    const { filters, story, lanes } = page.store.state;
    Dateline.later(page, far || filters > 0 || story || lanes !== "none" || location.hash);
  }

  function* beginning(page, nav) {
    const axis = (page.axis = new Dateline.Axis(page, nav));
    yield;
    yield* axis.drawing();
    nav.classList.add("is-live");
    yield;
    const hands = new Map();
    page.attach = (name) => {
      if (hands.has(name)) return;
      hands.set(name, new AbortController());
      Dateline.hands[name](page, hands.get(name).signal);
    };
    page.detach = (name) => {
      hands.get(name)?.abort();
      hands.delete(name);
    };
    for (const name of Object.keys(Dateline.hands)) {
      page.attach(name);
      yield;
    }
    page.store.subscribe((state, before) => {
      if (state.scale !== before.scale || state.lanes !== before.lanes || state.at !== axis.told) {
        axis.fit(state);
        axis.extended();
      }
    });
    new ResizeObserver(() => {
      if (axis.stage.clientWidth !== axis.width) { axis.fit(); axis.brush?.(); axis.look(); }
    }).observe(axis.stage);
    new MutationObserver(() => { axis.sift(); axis.look(); })
      .observe(document.querySelector(".events"), { attributeFilter: ["hidden"], subtree: true });
    axis.sift();
    yield;
    const tools = nav.querySelector(".tools");
    const sticks = () => {
      const isStuck = nav.getBoundingClientRect().top <= 0 && scrollY > 0;
      if (isStuck === nav.classList.contains("is-stuck")) return;
      if (isStuck) nav.style.setProperty("--tools", `${tools.getBoundingClientRect().height}px`);
      nav.classList.toggle("is-stuck", isStuck);
    };
    addEventListener("scroll", sticks, { passive: true });
    sticks();
  }

  const start = () => Dateline.inPieces(starting());
  addEventListener("DOMContentLoaded", () => Dateline.far ? Dateline.far.begin(start) : start());
}
