"use strict";
// The newest events, in Atom.
exports.data = { permalink: "feed.xml" };

exports.render = function ({ collections }) {
  const newest = collections.events.slice(-50).reverse();
  const entry = (event) => `<entry>
<id>https://example.org/t${event.url}</id>
<title>${this.escape(event.data.title)}</title>
<link href="https://example.org/t${event.url}"/>
<updated>${event.date.toISOString()}</updated>
<content type="html">${this.escape(this.inline(event.data.summary))}</content>
</entry>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>https://example.org/t/</id>
<title>Two centuries</title>
<updated>${newest[0].date.toISOString()}</updated>
${newest.map(entry).join("\n")}
</feed>
`;
};
