"use strict";
// Search, filters, the story and the leap to a date are fetched when a reader first reaches for the page, or its address asks for them.
{
  const SIGNS = ["pointerover", "pointerdown", "focusin", "keydown"];
  const ANSWERS = ["click", "input", "change"];
  const { later: rest } = document.currentScript?.dataset ?? {};

  // The pages' policy lets no words become the address of a script but this one, and data of ours.
  const DATA = /^(\.\.\/)*data\/\w+(-\d+)?\.js$/;
  const policy = globalThis.trustedTypes?.createPolicy("dateline",
    { createScriptURL: (address) => (DATA.test(address) ? address : rest) });

  const load = (address) => new Promise((done) => {
    const script = document.createElement("script");
    script.src = policy ? policy.createScriptURL(address) : address;
    script.addEventListener("load", done, { once: true });
    document.head.append(script);
  });

  // Where all of the site is one file, the rest stands below.
  const fetched = () => Dateline.Find ? Promise.resolve() : load(rest);

  // What was pressed or typed while the rest was on its way is done when it is there.
  const missing = (form, signal) => {
    const missed = new Map();
    const keep = ({ target }) => {
      const at = target.closest("button, input");
      if (at) missed.set(at, { value: at.value, checked: at.checked });
    };
    ANSWERS.forEach((name) => form.addEventListener(name, keep, { signal }));
    return () => missed.forEach((said, at) => {
      if (at.localName === "button") { at.click(); return; }
      Object.assign(at, said);
      ["input", "change"].forEach((name) => at.dispatchEvent(new Event(name, { bubbles: true })));
    });
  };

  function later(page, isAsked) {
    const form = document.querySelector("form.find");
    if (!form || !page.events.length) return;
    form.hidden = false;
    const waiting = new AbortController(), { signal } = waiting, make = missing(form, signal);
    let coming = null, last = null;
    function* attaching() {
      for (const name of page.attach ? Object.keys(Dateline.hands) : []) {
        page.attach(name);
        yield;
      }
      yield* Dateline.Find.attach(page);
      Dateline.Story.attach(page);
    }

    const come = page.come = () => (coming ??= fetched().then(() => Dateline.inPieces(attaching())).then(() => {
      waiting.abort();
      make();
      // Those who answer to where the pointer or the focus is learn it now.
      if (last) last.target.dispatchEvent(new last.constructor(last.type, { bubbles: true }));
    }));
    const reached = (event) => {
      if (event.type === "pointerover" || event.type === "focusin") last = event;
      come();
    };
    SIGNS.forEach((name) => addEventListener(name, reached, { signal, passive: true, capture: true }));
    if (isAsked) come();
  }

  Object.assign((globalThis.Dateline ??= {}), { later, load, missing, SIGNS });
}
