"use strict";
// A story on its own page: its steps, read from the page, and the one that stands over the
// whole screen, kept in the address.
{
  const TELLABLE = ".told > article";
  const steps = Object.freeze(Array.from(document.querySelectorAll(TELLABLE), (article) =>
    Object.freeze({ id: article.id, article, title: article.querySelector("h1, h2").textContent.trim() })));
  const listeners = new Set();
  let written = location.search;

  const read = () => {
    const named = new URLSearchParams(location.search).get("step");
    const step = steps.some(({ id }) => id === named) ? named : "";
    return Object.freeze({ story: step && "all", step });
  };

  let state = read();

  const become = (next) => {
    const before = state;
    state = Object.freeze(next);
    listeners.forEach((draw) => draw(state, before));
  };

  const store = {
    get state() { return state; },

    // push: true for a move that going back should undo.
    set(changes, { push = false } = {}) {
      const next = { ...state, ...changes };
      if (next.step === state.step) return;
      written = next.step && `?${new URLSearchParams({ step: next.step })}`;
      const address = location.pathname + written + location.hash;
      history[push ? "pushState" : "replaceState"](null, "", address);
      become(next);
    },

    subscribe(draw) {
      listeners.add(draw);
      return () => listeners.delete(draw);
    },
  };

  addEventListener("popstate", () => { // also after a jump to a #place, which changes nothing here
    if (location.search === written) return;
    written = location.search;
    become(read());
  });

  // Who has read on over the whole screen goes on from there on the page.
  store.subscribe((now, before) => {
    if (before.step && !now.step) document.getElementById(before.step).scrollIntoView({ behavior: "instant" });
  });

  Dateline.store = Object.freeze(store);
  Dateline.Story.attach({ events: steps, opening: 1, tellable: TELLABLE }); // the introduction is not counted
  document.querySelector(".story-open").hidden = false;
}
