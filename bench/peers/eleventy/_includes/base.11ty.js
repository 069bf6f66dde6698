"use strict";
// Every page. Takes its title and address.
module.exports = function ({ title, content, page }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${this.escape(title)}</title>
<link rel="canonical" href="https://example.org/t${page.url}">
<link rel="alternate" type="application/atom+xml" href="/t/feed.xml">
</head>
<body>
<nav><a href="/t/index.html">Two centuries</a></nav>
<main>
${content}
</main>
</body>
</html>
`;
};
