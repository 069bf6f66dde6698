"use strict";
// The page of an event, inside of base.
const parts = require("./parts.js");

exports.data = { layout: "base.11ty.js" };

exports.render = function (data) {
  const { collections, content, page, title } = data;
  const place = collections.places[0].get(page.url);
  const way = (rel, event) =>
    event ? `<a rel="${rel}" href="/t${event.url}">${this.escape(event.data.title)}</a>` : "";
  return `<article>
<h1>${this.escape(title)}</h1>
${parts.event(this, { page, data })}
${content}
</article>
<nav>
${way("prev", collections.events[place - 1])}
${way("next", collections.events[place + 1])}
</nav>`;
};
