"use strict";
// The address of every page.
exports.data = { permalink: "sitemap.xml", eleventyExcludeFromCollections: true };

exports.render = function ({ collections }) {
  const pages = collections.all.filter(({ url }) => url && !url.endsWith(".xml"));
  const line = ({ url }) => `<url><loc>https://example.org/t${url}</loc></url>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(line).join("\n")}
</urlset>
`;
};
