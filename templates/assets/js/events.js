"use strict";
// The events as the page tells them: reads the list, changes nothing. Words and names are
// read when somebody asks: with thousands of events most never are.
{
  const words = (text) => (text ? text.split(" ") : []);

  // The names at the end of links: “actors/ali-khamenei.html” gives ali-khamenei.
  const name = (link) =>
    decodeURIComponent(link.getAttribute("href").replace(/^.*\//, "").replace(/\.html$/, ""));

  class Told {
    #known = {};

    constructor(slot) {
      const told = (name) => slot.getAttribute(`data-${name}`);
      const [fadeFrom = null, fadeTo = null] = words(told("fade")).map(Number);
      const start = told("start"), open = told("open") ?? "";
      const article = slot.querySelector("article");
      Object.freeze(Object.assign(this, {
        id: article.id,
        slot,
        article,
        start: start === null ? null : Number(start),
        end: start === null ? null : Number(told("end")),
        kind: told("kind") ?? "point",
        fadeFrom,
        fadeTo,
        openStart: open.startsWith("start"),
        openEnd: open.endsWith("end"),
      }));
    }

    get importance() { return Number(this.slot.dataset.importance); }
    get status() { return this.slot.dataset.status ?? "established"; }
    get title() { return this.#words("h2"); }
    get date() { return this.#words("time, .time"); }
    get categories() { return this.#names(".category"); }
    get actors() { return this.#names(".actor"); }
    get places() { return this.#names(".place"); }
    get sources() { return this.#names(".notes .record"); }

    // The word for a status, where that is in question.
    get sureness() {
      const said = this.article.querySelector(".status strong");
      return said ? said.textContent.trim().replace(/\.$/, "") : "";
    }

    get look() {
      const category = this.article.querySelector(".category");
      return this.#known.look ??= Number(category?.className.match(/look-(\d)/)[1] ?? 0);
    }

    #words(selector) {
      return this.#known[selector] ??= this.article.querySelector(selector).textContent.trim();
    }

    #names(selector) {
      return this.#known[selector] ??=
        Object.freeze(Array.from(this.article.querySelectorAll(selector), name));
    }
  }

  (globalThis.Dateline ??= {}).Told = Told;
}
