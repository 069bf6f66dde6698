"use strict";
// Starts the page: reads the events, gives everyone the same page and store, switches hands on.
{
  const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang || "en";

  const wordsOf = (nav) => ({ ...nav?.querySelector(".tools").dataset });

  const opened = (page) => (event, { focus = true } = {}) => {
    for (let up = event.slot; up; up = up.parentElement) {
      if (up.localName === "details") up.open = true;
    }
    if (event.slot.hidden) Dateline.Find?.reveal?.(event.id);
    page.reading = page.events.indexOf(event);
    if (location.hash === `#${event.id}`) event.article.scrollIntoView();
    else location.hash = event.id;
    if (focus) event.article.querySelector("h2 a").focus({ preventScroll: true });
    const place = page.axis?.placeOf.get(event.id);
    if (place === undefined) return;
    page.axis.focus = { place, y: null };
    page.axis.reveal(place);
    page.axis.ask();
  };

  const start = () => {
    const nav = document.querySelector("nav.axis");
    const events = Dateline.events(document).filter((event) => event.id);
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
    page.open = opened(page);
    if (nav && events.some((event) => event.start !== null)) begin(page, nav);
    const { filters, story, lanes } = page.store.state;
    Dateline.later(page, filters > 0 || story || lanes !== "none" || location.hash);
  };

  const begin = (page, nav) => {
    const axis = (page.axis = new Dateline.Axis(page, nav));
    nav.classList.add("is-live");
    axis.fit();
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
    Object.keys(Dateline.hands).forEach(page.attach);
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
    const sticks = () => nav.classList.toggle("is-stuck", nav.getBoundingClientRect().top <= 0 && scrollY > 0);
    addEventListener("scroll", sticks, { passive: true });
    sticks();
  };

  addEventListener("DOMContentLoaded", start);
}
