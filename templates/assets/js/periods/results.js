"use strict";
// What is found among all events of a long timeline, as a list of its own: dates, titles and where
// they stand. Needs search.js and hits.js, which are loaded by then.
{
  const SOME = 30; // results at a time
  const SLICE = 8; // ms of work before the page may draw

  // In place of the lists of this page while something is looked for.
  class Results {
    #found = [];
    #shown = 0;

    constructor(root, events) {
      this.root = root;
      this.events = events;
      this.section = document.querySelector(".results");
      this.list = this.section.querySelector("ol");
      this.more = this.section.querySelector(".results-more");
      this.pattern = this.section.querySelector("template").content;
      this.rest = document.querySelectorAll(".periods, .chosen, .events, .neighbours");
      this.hits = new Dateline.Hits();
      this.more.addEventListener("click", () => this.#goOn(true));
    }

    show(shown, { total }) {
      const isAll = total === this.events.length;
      this.events.forEach((event, place) => { event.hidden = !shown[place]; });
      const { axis } = Dateline.page;
      axis?.sift();
      this.rest.forEach((each) => { each.hidden = !isAll; });
      this.section.hidden = isAll || !total;
      this.#found = isAll ? [] : this.events.filter((event, place) => shown[place]);
      this.#shown = 0;
      this.list.replaceChildren();
      this.#goOn();
    }

    behind() { return null; }
    reveal() { return false; }

    #goOn(isAsked = false) {
      const next = this.#found.slice(this.#shown, this.#shown + SOME), { list } = this;
      const rows = next.map((event) => this.#row(event));
      list.append(...rows.map(({ item }) => item));
      this.#shown += next.length;
      this.more.hidden = this.#shown >= this.#found.length;
      if (isAsked) rows[0]?.item.querySelector("a").focus();
      Promise.all(rows.map(({ said }) => said)).then(() => {
        const { q } = Dateline.store.state;
        this.hits.show(list.querySelectorAll("article"), Dateline.Search.wordsOf(q));
      });
    }

    #row(event) {
      const item = this.pattern.firstElementChild.cloneNode(true);
      const [when, link, summary] = [".when", "a", ".summary"].map((part) => item.querySelector(part));
      when.textContent = event.date;
      link.href = event.href;
      const said = event.words().then(() => {
        when.textContent = event.date;
        link.textContent = event.title;
        link.href = event.href;
        summary.textContent = event.summary;
      });
      return { item, said };
    }
  }

  // What there is to search: titles and names, and summaries where the build wrote them so.
  class Texts {
    #made = null;
    #making = null;

    constructor(events) { this.events = events; }

    // Which events have the words; undefined until all is loaded, then again is called.
    matching(query, again) {
      if (this.#made) return Dateline.Search.search(this.#made, query);
      this.#make().then(again);
      return undefined;
    }

    warm() { this.#make(); }

    #make() {
      return (this.#making ??= this.#load().then(() => this.#prepare()).then((made) => { this.#made = made; }));
    }

    async #load() {
      const { whole } = Dateline.far, names = ["titles", ...(whole.texts ? ["texts"] : [])];
      const pieces = Array.from({ length: Math.ceil(whole.start.length / whole.piece) }, (_, each) => each);
      await Promise.all(names.flatMap((name) => pieces.map((each) => Dateline.Words.want(name, each))));
    }

    async #prepare() {
      const made = [];
      let until = performance.now() + SLICE;
      for (const event of this.events) {
        made.push(Dateline.Search.prepared(
          [event.title, event.date, event.summary, ...event.labels].join("\n")));
        if (performance.now() > until) {
          await new Promise((go) => setTimeout(go));
          until = performance.now() + SLICE;
        }
      }
      return made;
    }
  }

  // Marks are set in the rows, which come later than the search.
  class Unmarked { show() {} }

  (globalThis.Dateline ??= {}).farParts = Object.freeze({ List: Results, Texts, Hits: Unmarked });
}
