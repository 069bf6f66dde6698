"use strict";
// The one state of the page, kept in the address: in history where the reader made a move.
{
  const PAUSE = 150; // ms; browsers refuse more than some hundred changes in half a minute
  const listeners = new Set();
  let known, state, waiting = 0;
  let written = globalThis.location?.search;

  const read = () => Dateline.State.read(location.search, known);

  function write(push) {
    clearTimeout(waiting);
    waiting = 0;
    written = state.toSearch();
    if (written === location.search && !push) return;
    const address = location.pathname + written + location.hash;
    history[push ? "pushState" : "replaceState"](null, "", address);
  }

  function become(next) {
    const before = state;
    state = next;
    if (before.toSearch() === next.toSearch()) return;
    listeners.forEach((draw) => draw(state, before));
  }

  const store = {
    get state() { return (state ??= read()); },

    // What there is to choose from, once the page was read: the rest of the address is let go.
    know(values) {
      known = values;
      written = location.search;
      state = read();
    },

    // push: true for a move that going back should undo.
    set(changes, { push = false } = {}) {
      const next = store.state.with(changes);
      if (next.toSearch() === state.toSearch()) return;
      if (push && waiting) write(false);
      const before = state;
      state = next;
      if (push) write(true);
      else waiting ||= setTimeout(write, PAUSE, false);
      listeners.forEach((draw) => draw(state, before));
    },

    subscribe(draw) {
      listeners.add(draw);
      return () => listeners.delete(draw);
    },
  };

  if (globalThis.addEventListener && globalThis.location) {
    addEventListener("popstate", () => { // also after a jump to a #place, which changes nothing here
      if (location.search === written) return;
      clearTimeout(waiting);
      waiting = 0;
      written = location.search;
      become(read());
    });
    addEventListener("pagehide", () => waiting && write(false));
  }

  (globalThis.Dateline ??= {}).store = Object.freeze(store);
}
