"use strict";
// The words that are searched for, marked in the list without changing it (CSS Custom Highlight API);
// and what there is to search. Needs search.js.
{
  const FIELDS = "h2, .when, .summary, .status, .accounts dt, .version, " +
    ".category, .place, .actor, .publisher, cite";
  const SLICE = 8; // ms of work before the page may draw

  const fieldsOf = (article) => Array.from(article.querySelectorAll(FIELDS));

  // The texts of all events, folded; read once, in pieces from the first focus on.
  class Texts {
    constructor(events) { this.events = events; this.made = []; }

    read(until = Infinity) {
      while (this.made.length < this.events.length && performance.now() < until) {
        const { article } = this.events[this.made.length];
        const text = fieldsOf(article).map((field) => field.textContent).join("\n");
        this.made.push(Dateline.Search.prepared(text));
      }
      return this.made;
    }

    // Which events have all words of a query.
    matching(query) { return Dateline.Search.search(this.read(), query); }

    warm() {
      if (this.read(performance.now() + SLICE).length < this.events.length) {
        setTimeout(() => this.warm());
      }
    }
  }

  class Hits {
    #highlight = globalThis.Highlight && new Highlight();
    #opened = [];
    #next = 0;

    constructor() { if (this.#highlight) CSS.highlights.set("hit", this.#highlight); }

    clear() {
      clearTimeout(this.#next);
      this.#highlight?.clear();
      for (const details of this.#opened.splice(0)) details.open = false;
    }

    show(articles, words) {
      this.clear();
      if (words.length) this.#go(articles, words, 0);
    }

    #go(articles, words, from) {
      const until = performance.now() + SLICE;
      let at = from;
      for (; at < articles.length && performance.now() < until; at += 1) {
        this.#mark(articles[at], words);
      }
      if (at < articles.length) this.#next = setTimeout(() => this.#go(articles, words, at));
    }

    // Where the only hit lies in what is folded away, it is opened for as long as it is one.
    #mark(article, words) {
      const ranges = fieldsOf(article).flatMap((field) => this.#in(field, words));
      const closed = ranges.map((range) =>
        range.startContainer.parentElement.closest("article details:not([open])"));
      if (closed[0] !== undefined && closed.every(Boolean)) {
        for (const details of new Set(closed)) {
          details.open = true;
          this.#opened.push(details);
        }
      }
      ranges.forEach((range) => this.#highlight?.add(range));
    }

    #in(field, words) {
      const ranges = [];
      const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest(".cite")) continue;
        for (const [from, to] of Dateline.Search.hits(node.data, words)) {
          const range = new StaticRange(
            { startContainer: node, startOffset: from, endContainer: node, endOffset: to });
          ranges.push(range);
        }
      }
      return ranges;
    }
  }

  Object.assign((globalThis.Dateline ??= {}), { Texts, Hits });
}
