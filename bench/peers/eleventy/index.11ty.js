"use strict";
// All events.
const parts = require("./_includes/parts.js");

exports.data = { title: "Two centuries", layout: "base.11ty.js", permalink: "index.html" };

exports.render = function ({ collections, title }) {
  const item = (event) => `<li><article id="${event.fileSlug}">
<h2><a href="/t${event.url}">${this.escape(event.data.title)}</a></h2>
${parts.event(this, event)}
</article></li>`;
  return `<h1>${title}</h1>\n<ol>\n${collections.events.map(item).join("\n")}\n</ol>`;
};
