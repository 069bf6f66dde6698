"use strict";
// What the index and the page of an event both show. “say” has Eleventy's filters.
exports.event = (say, { page, data }) => {
  const group = (kind) => (name) =>
    `<li><a href="/t/${kind}/${say.slugify(name)}.html">${say.escape(name)}</a></li>`;
  const source = ({ url, title }) =>
    `<li><a href="${say.escape(url)}">${say.escape(title)}</a></li>`;
  return `<p>${exports.time(say, page.date)}</p>
<p>${say.inline(data.summary)}</p>
<ul>
${data.categories.map(group("categories")).join("\n")}
${(data.actors ?? []).map(group("actors")).join("\n")}
</ul>
<ol>
${data.sources.map(source).join("\n")}
</ol>`;
};

exports.time = (say, date) => `<time datetime="${say.day(date)}">${say.spoken(date)}</time>`;
