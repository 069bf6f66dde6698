"use strict";
// A page that leads to more events than it holds: what its axis, search and filters need is loaded
// when a reader first reaches for them, or the address asks for it.
{
  const { first = 0, count = 0 } = document.currentScript?.dataset ?? {};
  const PAUSE = 50; // ms in which titles that miss are gathered

  const hashed = () => {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  };

  // An address of before, when all events stood on one page, leads to where the event is now.
  const seek = async (name, whole) => {
    if (!name || document.getElementById(name)) return;
    for (let piece = 0; piece * whole.piece < whole.start.length; piece += 1) {
      const titles = await Dateline.Words.want("titles", piece);
      const place = titles?.findIndex(([id]) => id === name) ?? -1;
      if (place >= 0) {
        location.replace(new Dateline.Far(far.columns, piece * whole.piece + place).href);
        return;
      }
    }
  };

  const far = {
    parts: Dateline.farParts,

    async load() {
      const whole = (far.whole = await Dateline.Words.want("events"));
      far.columns = Dateline.columnsOf(whole);
    },

    // For Dateline.inPieces: making a hundred thousand takes its time.
    * events() {
      const made = [], end = Number(first) + Number(count);
      for (let place = Number(first); place < end; place += 1) {
        made.push(new Dateline.Far(far.columns, place));
        if (made.length % 1000 === 0) yield;
      }
      return Object.freeze(made);
    },

    async open(event) {
      await event.words();
      location.assign(event.href);
    },

    yearOf: ({ start }) => {
      const { axis } = Dateline.page;
      return start === null ? "" : axis.word("year", Dateline.Clock.stampOf(start), true, "year");
    },

    // The marks are named anew when their titles are there.
    miss(event) {
      event.words().then(() => {
        far.waiting ||= setTimeout(() => {
          far.waiting = 0;
          const { axis } = Dateline.page;
          axis.sifted += 1;
          axis.ask();
          document.querySelector(".drawn .marker:hover")?.dispatchEvent(
            new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
        }, PAUSE);
      });
    },

    // go: starts the page, once somebody reaches for it.
    begin(go) {
      const form = document.querySelector("form.find");
      if (form) form.hidden = false;
      const waiting = new AbortController(), { signal } = waiting;
      const make = Dateline.missing(document, signal);
      let coming = null;
      const reach = () => (coming ??= far.load().then(go).then(() => {
        waiting.abort();
        make();
      }));
      Dateline.SIGNS.forEach((name) => addEventListener(name, reach, { signal, passive: true, capture: true }));
      if (location.search) reach();
      if (hashed()) far.load().then(() => seek(hashed(), far.whole));
    },
  };

  (globalThis.Dateline ??= {}).far = far;
}
