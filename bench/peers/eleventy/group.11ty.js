"use strict";
// The page of a category or an actor.
const parts = require("./_includes/parts.js");

exports.data = {
  layout: "base.11ty.js",
  pagination: {
    data: "collections.groups",
    size: 1,
    alias: "group",
    addAllPagesToCollections: true,
  },
  permalink({ group }) {
    return `${group.kind}/${this.slugify(group.name)}.html`;
  },
  eleventyComputed: { title: ({ group }) => group.name },
};

exports.render = function ({ group }) {
  const row = (event) =>
    `<li>${parts.time(this, event.date)} <a href="/t${event.url}">${this.escape(event.data.title)}</a></li>`;
  return `<h1>${this.escape(group.name)} (${group.events.length})</h1>
<ol>
${group.events.map(row).join("\n")}
</ol>`;
};
