"use strict";
// Only while `build.py serve` runs, which puts this into the pages that it serves and into no file:
// shows a change where it stands, loads the page again when the site is built, says what is wrong.
{
  const OURS = "/.dateline/", KEPT = "dateline-preview", MARKED = "data-dateline-changed";
  const LONG = 2500; // ms that a change stays marked
  const { page, look } = document.currentScript.dataset; // names of what this page is made of
  let news = null, marking = 0, isLeaving = false, isStale = false;
  let now = page, glance = 0; // what it shows: of which page, and which glance on top

  const policy = globalThis.trustedTypes?.createPolicy("dateline-preview", { createHTML: (text) => text });
  const parsed = (text) =>
    new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
  const kept = (name) => sessionStorage.getItem(`${KEPT}-${name}`);
  const keep = (name, value) => sessionStorage.setItem(`${KEPT}-${name}`, value);

  // ---- what a reload must not lose

  const steady = "button, input, select, summary, a, [tabindex]";

  // Counted within the nearest element with a name, as the page's scripts add buttons elsewhere.
  const whereFocusIs = () => {
    const near = document.activeElement?.closest("[id]");
    const all = Array.from((near ?? document).querySelectorAll(steady));
    return { id: near?.id, at: near === document.activeElement ? -1 : all.indexOf(document.activeElement) };
  };
  const focused = ({ id, at }) => {
    const near = id === undefined ? document : document.getElementById(id);
    return at < 0 ? near : near?.querySelectorAll(steady)[at];
  };

  // The first event that can be seen, and how far below the window's top it stands.
  const whereWeAre = () => {
    const seen = Array.from(document.querySelectorAll("main [id]")).find((each) => {
      const { top, bottom, height } = each.getBoundingClientRect();
      return height && bottom > innerHeight / 4 && top < innerHeight;
    });
    return seen ? { id: seen.id, top: seen.getBoundingClientRect().top } : null;
  };

  function reload(event = "") {
    if (isLeaving) return;
    isLeaving = true;
    const open = Array.from(document.querySelectorAll("main details"), (each) => each.open);
    const place = { at: location.href, y: scrollY, seen: whereWeAre(), open, focus: whereFocusIs(), event };
    keep("place", JSON.stringify(place));
    history.scrollRestoration = "manual";
    location.reload();
  }

  function restore() {
    const place = JSON.parse(kept("place") ?? "null");
    sessionStorage.removeItem(`${KEPT}-place`);
    if (place?.at !== location.href) return;
    const details = document.querySelectorAll("main details");
    if (details.length === place.open.length) details.forEach((each, n) => { each.open = place.open[n]; });
    const back = () => {
      const seen = place.seen && document.getElementById(place.seen.id);
      const y = seen?.getClientRects().length ? scrollY + seen.getBoundingClientRect().top - place.seen.top : place.y;
      scrollTo({ top: y, behavior: "instant" });
    };
    back();
    focused(place.focus)?.focus?.({ preventScroll: true });
    if (place.event) mark(place.event);
    else hold(back);
    addEventListener("load", () => { history.scrollRestoration = "auto"; }, { once: true });
  }

  // The page's scripts and pictures still move things after it is there: its place is put right
  // until it has been calm for some frames, or the reader moves.
  const CALM = 20, MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];
  let holding = 0;

  function hold(put) {
    const ours = ++holding;
    let calm = 0;
    const end = () => {
      MOVES.forEach((each) => removeEventListener(each, away));
      if (holding === ours) holding = 0;
    };
    const away = () => { end(); };
    const step = () => {
      if (holding !== ours) return end();
      const before = scrollY;
      put();
      calm = document.readyState === "complete" && Math.abs(scrollY - before) < 1 ? calm + 1 : 0;
      if (calm < CALM) requestAnimationFrame(step);
      else end();
    };
    MOVES.forEach((each) => addEventListener(each, away, { passive: true }));
    requestAnimationFrame(step);
  }

  // ---- the event that has changed

  function mark(id) {
    const article = document.getElementById(id) ??
      (location.pathname.endsWith(`/events/${encodeURIComponent(id)}.html`) && document.querySelector("main article"));
    if (!article) return;
    for (let up = article.parentElement; up; up = up.parentElement) {
      if (up.localName === "details") up.open = true;
    }
    if (!article.getClientRects().length) return; // hidden by filters
    const bring = () => {
      const { top, bottom } = article.getBoundingClientRect();
      const isSeen = (top >= 0 && top < innerHeight * 0.7) || (top < 0 && bottom > innerHeight / 2);
      if (!isSeen) article.scrollIntoView({ block: "center", behavior: "instant" });
    };
    bring();
    hold(bring);
    document.querySelectorAll(`[${MARKED}]`).forEach((each) => each.removeAttribute(MARKED));
    article.setAttribute(MARKED, "");
    article.getAnimations().forEach((each) => { each.currentTime = 0; });
    clearTimeout(marking);
    marking = setTimeout(() => article.removeAttribute(MARKED), LONG);
  }

  // The element stays, as the page's scripts hold on to it; what is in it is new.
  function renew(old, fresh) {
    const open = Array.from(old.querySelectorAll("details"), (each) => each.open);
    for (const { name } of Array.from(old.attributes)) {
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
    old.replaceChildren(...fresh.childNodes);
    const details = old.querySelectorAll("details");
    if (details.length === open.length) details.forEach((each, n) => { each.open = open[n]; });
  }

  // A new event stands in the list at once; the axis and the counts follow with the whole site.
  function begun(behind) {
    const slot = made("li", { className: "slot" }, made("article"));
    const before = document.getElementById(behind)?.closest("li");
    if (before) before.after(slot);
    else document.querySelector("main ol.events")?.prepend(slot);
    return slot.firstElementChild;
  }

  function show({ number, event, html, behind }) {
    if (!html || document.querySelector("dialog[open]")) return;
    const fresh = parsed(html), main = fresh.querySelector("main");
    const there = main ? document.querySelector("main") : document.getElementById(event);
    const old = there ?? (behind === null ? null : begun(behind));
    const renewed = main ?? fresh.querySelector("article");
    if (!old || !renewed) return;
    renew(old, renewed);
    if (main) document.title = fresh.title;
    glance = number;
    mark(event);
  }

  // The site is built: what stands here may be it already.
  function settle(state) {
    const isShown = glance && state.glance === glance && state.before === now;
    if (state.look === look && isShown) {
      now = state.page;
      glance = 0;
      isStale = true; // the page's scripts have read the old words
    } else if (glance || state.page !== now || state.look !== look) reload(state.event);
  }

  // ---- what is wrong

  const made = (name, fields = {}, ...children) => {
    const element = Object.assign(document.createElement(name), fields);
    element.append(...children);
    return element;
  };

  const linked = ({ words, at, href }) => {
    const link = href ? made("a", { href }, at) : "";
    return made("li", {}, made("pre", {}, link, href ? words.slice(at.length) : words));
  };

  const panel = (() => {
    const host = made("div", { lang: "en", dir: "ltr", hidden: true });
    const heading = made("h2"), note = made("p"), list = made("ol"), alert = made("div", {}, heading);
    const hide = made("button", { type: "button" }, "Hide");
    const box = made("section", { className: "panel", tabIndex: 0 },
      made("div", { className: "head" }, made("div", {}, alert, note), hide), list);
    const opener = made("button", { type: "button", className: "opener" });
    const looks = made("link", { rel: "stylesheet", href: `${OURS}panel.css` });
    looks.addEventListener("load", () => { host.hidden = false; });
    host.attachShadow({ mode: "open" }).append(looks, box, opener);
    let shown = "[]";

    const fold = (isFolded) => {
      box.hidden = isFolded;
      opener.hidden = !isFolded;
    };
    const away = () => {
      fold(true);
      keep("folded", shown);
      opener.focus();
    };
    hide.addEventListener("click", away);
    opener.addEventListener("click", () => {
      fold(false);
      keep("folded", "");
      box.focus();
    });
    box.addEventListener("keydown", ({ key }) => key === "Escape" && away());

    return (state) => {
      const said = JSON.stringify(state.said);
      if (said === shown) return;
      shown = said;
      // Said once: a page that is loaded again shows the same in silence.
      if (kept("said") === said) alert.removeAttribute("role");
      else alert.setAttribute("role", "alert");
      keep("said", said);
      if (!state.said.length) { host.remove(); return; }
      const isWrong = state.mistakes;
      for (const each of [box, opener]) each.classList.toggle("is-warning", !isWrong);
      box.setAttribute("aria-label", state.heading);
      heading.textContent = opener.textContent = state.heading;
      note.textContent = isWrong ? "What you see behind this is the last site without mistakes." : "";
      list.replaceChildren(...state.said.map(linked));
      fold(!isWrong || kept("folded") === said);
      if (!host.isConnected) document.body.firstElementChild.after(host); // behind the way to skip
    };
  })();

  // ---- the news

  // Only while the page is seen: browsers keep no more than six connections to one place.
  function listen() {
    if (news || document.hidden) return;
    news = new EventSource(`${OURS}news?page=${encodeURIComponent(location.pathname)}`);
    news.addEventListener("glance", ({ data }) => show(JSON.parse(data)));
    news.addEventListener("state", ({ data }) => {
      const state = JSON.parse(data);
      if (!document.body.classList.contains("mistakes-alone")) panel(state);
      settle(state);
    });
  }

  function rest() {
    news?.close();
    news = null;
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) listen();
    else {
      rest();
      if (isStale) reload();
    }
  });
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  addEventListener("DOMContentLoaded", () => {
    document.head.append(made("link", { rel: "stylesheet", href: `${OURS}preview.css` }));
    restore();
    listen();
  });
}
