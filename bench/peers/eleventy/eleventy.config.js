"use strict";
// The site of make bench in Eleventy. Templates are JavaScript, which it runs fastest.
const MarkdownIt = require("markdown-it");

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const MONTHS = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

function grouped(events, kind) {
  const groups = new Map();
  for (const event of events) {
    for (const name of event.data[kind] ?? []) {
      if (!groups.has(name)) groups.set(name, { kind, name, events: [] });
      groups.get(name).events.push(event);
    }
  }
  return [...groups.values()];
}

module.exports = (config) => {
  const markdown = new MarkdownIt({ html: true });
  config.setQuietMode(true);
  config.addFilter("escape", (words) => String(words).replace(/[&<>"']/g, (sign) => ESCAPES[sign]));
  config.addFilter("inline", (words) => markdown.renderInline(words));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("spoken", (date) => MONTHS.format(date));
  config.addCollection("groups", (api) => {
    const events = api.getFilteredByTag("events");
    return [...grouped(events, "categories"), ...grouped(events, "actors")];
  });
  config.addCollection("places", (api) => {
    const places = new Map();
    api.getFilteredByTag("events").forEach((event, place) => places.set(event.url, place));
    return [places];
  });
  return { markdownTemplateEngine: false, dir: { output: "site" } };
};
