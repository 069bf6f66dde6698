"use strict";
// What all events have in common.
module.exports = {
  tags: ["events"],
  layout: "event.11ty.js",
  permalink: ({ page }) => `events/${page.fileSlug}.html`,
};
